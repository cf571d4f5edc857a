using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NeuralFields.Cli.Options;

/// <summary>Makes options whose mistakes are one line in our words.</summary>
internal static class OptionOf
{
    /// <summary>A switch.</summary>
    public static Option<bool> Flag(string name, string summary) => new(name) { Description = summary };

    /// <summary>A text.</summary>
    public static Option<string?> Text(string name, string value, string summary, params string[] aliases)
        => new(name, aliases) { Description = summary, HelpName = value };

    /// <summary>A text that may be given several times.</summary>
    public static Option<string[]> Texts(string name, string value, string summary)
        => new(name) { Description = summary, HelpName = value, Arity = ArgumentArity.OneOrMore };

    /// <summary>A whole number.</summary>
    public static Option<long?> Whole(string name, string value, string summary, long min, long max = long.MaxValue)
        => new(name)
        {
            Description = summary,
            HelpName = value,
            CustomParser = result => Parse<long?>(
                result, text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                    out long number)
                    && number >= min && number <= max ? number : null,
                max == long.MaxValue ? $"a whole number of at least {min}" : $"a whole number from {min} to {max}"),
        };

    /// <summary>A number above a bound.</summary>
    public static Option<double?> Number(string name, string value, string summary, double above)
        => new(name)
        {
            Description = summary,
            HelpName = value,
            CustomParser = result => Parse<double?>(
                result, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture,
                    out double number)
                    && number > above && double.IsFinite(number) ? number : null,
                string.Create(CultureInfo.InvariantCulture, $"a number above {above}")),
        };

    /// <summary>A number between two bounds, both allowed.</summary>
    public static Option<double?> Between(string name, string value, string summary, double min, double max)
        => new(name)
        {
            Description = summary,
            HelpName = value,
            CustomParser = result => Parse<double?>(
                result, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture,
                    out double number)
                    && number >= min && number <= max ? number : null,
                string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}")),
        };

    /// <summary>A value read by a function that throws an <see cref="InputException"/> where it cannot.</summary>
    public static Option<T?> Value<T>(string name, string value, string summary, Func<string, T> read)
        => new(name)
        {
            Description = summary,
            HelpName = value,
            CustomParser = result =>
            {
                try
                {
                    return read(result.Tokens[^1].Value);
                }
                catch (InputException e)
                {
                    result.AddError($"{name}: {e.Message}");
                    return default;
                }
            },
        };

    private static T? Parse<T>(ArgumentResult result, Func<string, T?> read, string expected)
    {
        string text = result.Tokens[^1].Value;
        T? value = read(text);
        if (value is null)
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} is {text}, expected {expected}.");
        return value;
    }
}
