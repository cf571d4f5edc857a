namespace NeuralFields.Optimizers;

/// <summary>The state of something that is learnt beside a field's parameters.</summary>
internal static class LearnedState
{
    /// <summary>Takes over a saved state.</summary>
    /// <param name="saved">What was saved.</param>
    /// <param name="into">Receives it.</param>
    /// <param name="what">What the numbers are of, in messages.</param>
    /// <exception cref="InputException">It has another length, or is not finite.</exception>
    public static void Restore(ReadOnlySpan<float> saved, Span<float> into, string what)
    {
        bool isSound = saved.Length == into.Length;
        foreach (float number in saved) isSound &= float.IsFinite(number);
        if (!isSound)
            throw new InputException(
                $"the state has {saved.Length} numbers of {what}, expected {into.Length} finite ones. Start again without --resume.");
        saved.CopyTo(into);
    }
}
