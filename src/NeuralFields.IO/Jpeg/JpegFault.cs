namespace NeuralFields.IO.Jpeg;

/// <summary>The refusals of the JPEG reader; every one says at which byte of the file it arose.</summary>
internal static class JpegFault
{
    public static InputException At(int byteIndex, string what) => new($"JPEG: byte {byteIndex}: {what}");

    public static InputException Truncated(int byteIndex, string inside) =>
        At(byteIndex, $"the file ends inside {inside}. It is truncated; fetch it again.");

    public static InputException Damaged(int byteIndex, string what) => At(byteIndex, what + ". The file is damaged.");

    public static InputException Unsupported(int byteIndex, string what) =>
        At(byteIndex, what + " is not supported. Convert the file to a baseline or progressive 8-bit JPEG or to PNG.");
}
