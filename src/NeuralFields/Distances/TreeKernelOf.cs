using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <inheritdoc/>
internal sealed partial class TreeKernelOf<T> : TreeKernel where T : struct, ILanes<T>
{
    private const int Width = TreeNodes.Width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Set(float value) => T.Bits(BitConverter.SingleToInt32Bits(value));
}
