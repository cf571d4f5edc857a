using System.Collections.Immutable;
using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets;

/// <summary>Loads photographs: several at a time, as bytes where the files have 8 bits.</summary>
public static class ViewPictures
{
    /// <summary>Loads the photographs and masks of views. The result does not depend on the number of threads.</summary>
    /// <param name="views">The views.</param>
    /// <param name="threads">How many are decoded at a time, at least 1.</param>
    /// <param name="loaded">Told after each picture, from any thread.</param>
    /// <exception cref="InputException">
    /// A picture is missing, broken, or not as its header said; the message names it. Of several the first in the
    /// order of the views is named.
    /// </exception>
    public static ImmutableArray<LoadedView> Load(
        IReadOnlyList<PosedView> views, int threads, Action? loaded = null)
    {
        ArgumentNullException.ThrowIfNull(views);
        LoadedView?[] all = new LoadedView?[views.Count];
        InputException?[] mistakes = new InputException?[views.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, threads) };
        Parallel.For(0, views.Count, options, (i, state) =>
        {
            if (state.ShouldExitCurrentIteration) return;
            try
            {
                all[i] = ViewDecoder.Load(views[i]);
                loaded?.Invoke();
            }
            catch (InputException e)
            {
                mistakes[i] = e;
                state.Break(); // earlier views are still looked at
            }
        });
        return Array.Find(mistakes, m => m is not null) is { } first ? throw first : [.. all.Select(a => a!)];
    }
}
