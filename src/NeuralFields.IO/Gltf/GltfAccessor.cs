using System.Buffers.Binary;

namespace NeuralFields.IO.Gltf;

/// <summary>Numbers out of the buffers of a glTF file.</summary>
internal static class GltfAccessor
{
    /// <summary>How many elements an accessor claims.</summary>
    public static long CountOf(GltfNode accessor) => accessor["count"].Whole;

    /// <summary>All elements of an accessor, one after another.</summary>
    /// <param name="document">The file.</param>
    /// <param name="accessor">The accessor.</param>
    /// <param name="types">Types allowed, such as VEC3; the element count tells which it is.</param>
    /// <exception cref="InputException">It is broken, or the buffers cannot hold it.</exception>
    public static (double[] Values, int Components) Read(
        GltfDocument document, GltfNode accessor, params ReadOnlySpan<string> types)
    {
        int components = Components(accessor, types);
        ComponentType type = TypeOf(accessor["componentType"]);
        bool normalized = accessor["normalized"].Flag;
        long count = CountOf(accessor);
        GltfNode view = accessor["bufferView"], sparse = accessor["sparse"];
        // Without a view all is zero; such an array may be no longer than the file.
        if (count < 1 || count > document.ByteLength || count * components > Array.MaxLength)
            throw accessor["count"].Wrong("at least 1, and no more than the file can hold");
        double[] values;
        if (view.Exists)
        {
            Elements elements = Open(document, accessor, type, components, count, accessor["byteOffset"].WholeOr(0));
            values = new double[count * components];
            for (int i = 0; i < values.Length; i++) values[i] = Number(elements.At(i), type, normalized);
        }
        else values = new double[count * components];
        if (sparse.Exists) Replace(document, sparse, values, type, components, normalized);
        return (values, components);
    }

    private static void Replace(
        GltfDocument document, GltfNode sparse, double[] values, ComponentType type, int components, bool normalized)
    {
        long count = CountOf(sparse), length = values.Length / components;
        if (count < 1 || count > length) throw sparse["count"].Wrong($"1 to {length}");
        GltfNode indices = sparse["indices"], replacements = sparse["values"];
        ComponentType indexType = TypeOf(indices["componentType"]);
        Elements from = Open(document, indices, indexType, 1, count, indices["byteOffset"].WholeOr(0));
        Elements to = Open(document, replacements, type, components, count, replacements["byteOffset"].WholeOr(0));
        for (int i = 0; i < count; i++)
        {
            double index = Number(from.At(i), indexType, normalized: false);
            if (!(index >= 0 && index < length))
                throw GltfNode.Mistake($"{indices.Path} names element {index}, expected 0 to {length - 1}.");
            for (int k = 0; k < components; k++)
                values[((int)index * components) + k] = Number(to.At((i * components) + k), type, normalized);
        }
    }

    /// <summary>The bytes of elements, once it is sure that all lie within their view.</summary>
    private static Elements Open(
        GltfDocument document, GltfNode holder, ComponentType type, int components, long count, long offset)
    {
        ReadOnlySpan<byte> bytes = document.View(holder["bufferView"], out long stride);
        int size = SizeOf(type) * components;
        if (stride == 0) stride = size;
        if (stride < size || stride > bytes.Length + (long)size)
            throw GltfNode.Mistake($"{holder.Path}: elements of {size} bytes stand {stride} bytes apart.");
        // Each factor is bounded by a length or by 2⁵³ ÷ bytes, so the product is tested by division.
        if (offset > bytes.Length - size || count - 1 > (bytes.Length - size - offset) / stride)
            throw GltfNode.Mistake(
                $"{holder.Path}: {count} elements of {size} bytes from {offset}, {stride} apart, do not fit the " +
                $"{bytes.Length} bytes of the view.");
        return new Elements(bytes[(int)offset..], (int)stride, SizeOf(type), components);
    }

    private static int Components(GltfNode accessor, ReadOnlySpan<string> types)
    {
        string type = accessor["type"].Text;
        if (!types.Contains(type)) throw accessor["type"].Wrong(string.Join(" or ", types.ToArray()));
        return type switch
        {
            "SCALAR" => 1,
            "VEC4" => 4,
            _ => 3,
        };
    }

    private static ComponentType TypeOf(GltfNode code)
        => Enum.IsDefined((ComponentType)Math.Min(code.Whole, int.MaxValue))
            ? (ComponentType)code.Whole
            : throw code.Wrong("5120, 5121, 5122, 5123, 5125 or 5126");

    private static int SizeOf(ComponentType type) => type switch
    {
        ComponentType.Byte or ComponentType.UnsignedByte => 1,
        ComponentType.Short or ComponentType.UnsignedShort => 2,
        _ => 4,
    };

    /// <summary>Whole numbers that are normalized stand for 0 to 1, or for −1 to 1 where they have a sign.</summary>
    private static double Number(ReadOnlySpan<byte> bytes, ComponentType type, bool normalized) => type switch
    {
        ComponentType.Byte => Signed((sbyte)bytes[0], sbyte.MaxValue, normalized),
        ComponentType.UnsignedByte => normalized ? bytes[0] / (double)byte.MaxValue : bytes[0],
        ComponentType.Short => Signed(BinaryPrimitives.ReadInt16LittleEndian(bytes), short.MaxValue, normalized),
        ComponentType.UnsignedShort => BinaryPrimitives.ReadUInt16LittleEndian(bytes) / (normalized ? (double)ushort.MaxValue : 1),
        ComponentType.UnsignedInt => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadSingleLittleEndian(bytes),
    };

    private static double Signed(double value, double largest, bool normalized)
        => normalized ? Math.Max(value / largest, -1) : value;

    /// <summary>Numbers of elements that stand a fixed distance apart.</summary>
    private readonly ref struct Elements(ReadOnlySpan<byte> bytes, int stride, int size, int components)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public ReadOnlySpan<byte> At(int number)
        {
            int element = number / components, component = number % components;
            return _bytes.Slice((int)(((long)element * stride) + (component * size)), size);
        }
    }
}
