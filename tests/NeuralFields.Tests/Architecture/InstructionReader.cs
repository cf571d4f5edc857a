using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace NeuralFields.Tests.Architecture;

/// <summary>Reads the metadata tokens out of a method's instructions.</summary>
internal static class InstructionReader
{
    private const byte TwoByteOpCode = 0xFE;

    private static readonly Dictionary<ushort, OpCode> s_opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => (ushort)o.Value);

    /// <summary>Every type, method and field that instructions name.</summary>
    public static IEnumerable<int> Tokens(byte[] code)
    {
        for (int i = 0; i < code.Length;)
        {
            ushort value = code[i] == TwoByteOpCode ? (ushort)((TwoByteOpCode << 8) | code[i + 1]) : code[i];
            OpCode opCode = s_opCodes[value];
            i += opCode.Size;
            if (IsToken(opCode.OperandType))
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i));
            i += Length(opCode.OperandType, code.AsSpan(i));
        }
    }

    private static bool IsToken(OperandType operand) => operand
        is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok;

    private static int Length(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
        _ => 4,
    };
}
