namespace NeuralFields.IO.Jpeg;

/// <summary>Finds the next marker, past garbage, stuffed zero bytes and fill bytes.</summary>
internal static class MarkerSearch
{
    /// <summary>Finds a 0xFF followed by a code that is neither 0 nor 0xFF.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="start">Receives the place of the (first) 0xFF.</param>
    /// <param name="after">Receives the place after the code.</param>
    /// <returns>Whether there is one before the end of the file.</returns>
    public static bool Next(ReadOnlySpan<byte> file, int from, out int start, out int after)
    {
        for (after = from; ;)
        {
            int skipped = file[after..].IndexOf((byte)0xFF);
            start = skipped < 0 ? file.Length : after + skipped;
            after = start + 1;
            while (after < file.Length && file[after] == 0xFF) after++;
            if (after >= file.Length) return false;
            if (file[after++] != 0) return true;
        }
    }
}
