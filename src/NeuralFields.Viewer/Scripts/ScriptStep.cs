using System.Collections.Immutable;
using System.Globalization;
using NeuralFields.Geometry;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Viewer.Control;

namespace NeuralFields.Viewer.Scripts;

/// <summary>A word of scripts.</summary>
/// <param name="Name">The word.</param>
/// <param name="Arguments">What follows it.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Read">Makes the deed of what follows it; throws where that makes no sense.</param>
public sealed record ScriptStep(string Name, string Arguments, string Summary, Func<string[], ScriptDeed> Read)
{
    /// <summary>All words, in the order of the help.</summary>
    public static ImmutableArray<ScriptStep> All { get; } =
    [
        new("orbit", "AZIMUTH ELEVATION", "turn the camera by degrees", a => Deed(a, 2, n => s => s.Orbit(n[0], n[1]))),
        new("pan", "RIGHT UP", "move it by heights of the window", a => Deed(a, 2, n => s => s.Pan(n[0], n[1]))),
        new("zoom", "NOTCHES [X Y]", "come nearer, by notches of a wheel, towards a place from 0 to 1", Zoom),
        new("fly", "RIGHT UP FORWARD", "fly by distances to the centre", a => Deed(a, 3, n => s => s.Fly(n[0], n[1], n[2]))),
        new("look", "RIGHT UP", "turn in place by degrees", a => Deed(a, 2, n => s => s.Look(n[0], n[1]))),
        new("frame", "", "the whole of it in the window", a => None(a, s => s.Frame())),
        new("reset", "", "all as at first", a => None(a, s => s.Reset())),
        new("mode", "shaded|normals|depth|opacity|steps|error", "what is shown", a => Named<ViewMode>(a, (s, m) => s.SetMode(m))),
        new("view", "N", "stand where photograph N was taken", a => Deed(a, 1, n => s => s.GoTo((int)n[0]))),
        new("compare", "none|photograph|difference", "what of the data is shown", a => Named<Comparison>(a, (s, c) => s.Compare(c))),
        new("crop", "X0 Y0 Z0 X1 Y1 Z1 | off", "show only what lies in a box", Crop),
        new("slice", "x|y|z OFFSET | off", "cut a shape open", Slice),
        new("iso", "DISTANCE", "the surface at another distance", a => Deed(a, 1, n => s => s.SetLevel(n[0]))),
        new("exposure", "STOPS", "brighter or darker", a => Deed(a, 1, n => s => s.Change(v => v with { Exposure = n[0] }))),
        new("tone", "clip|reinhard|film", "how light becomes colour", a => Named<ToneCurve>(a, (s, t) => s.Change(v => v with { Tone = t }))),
        new("light", "AZIMUTH ELEVATION", "where the key light stands, beside the camera",
            a => Deed(a, 2, n => s => s.Change(v => v with { Light = new LightDirection(n[0], n[1]) }))),
        new("background", "COLOR", "studio, a name or #rrggbb", SetBackground),
        new("path", "add|move|clear|play|save FILE|render PLACE", "the camera's path", Path),
        new("train", "pause|resume|step N|until N", "the training that is watched", Train),
        new("checkpoint", "", "save the training's state", a => None(a, s => s.Training.SaveCheckpoint())),
        new("mesh", "FILE", "write the mesh of what is shown", a => Word(a, (s, file) => s.SaveMesh(file))),
        new("key", "NAME [shift]", "press a key, such as H, Tab or F2", PressKey),
        new("drag", "X0 Y0 X1 Y1 [left|right|middle]", "drag from one pixel to another", Drag),
        new("scroll", "NOTCHES X Y", "turn the wheel over a pixel",
            a => Deed(a, 3, n => new ScriptDeed(null, [new MoveEvent(n[1], n[2]), new ScrollEvent(0, n[0])]))),
        new("resize", "WIDTHxHEIGHT", "give the window another size", Resize),
        new("wait", "SECONDS", "let time pass", a => Deed(a, 1, n => new ScriptDeed(null) { Seconds = n[0] })),
        new("screenshot", "FILE", "save what the window shows, text included",
            a => new ScriptDeed(null) { Screenshot = a.Length == 1 ? a[0] : throw Wrong("a file") }),
        new("picture", "FILE [SCALE]", "save the picture alone, at a multiple of the window's size", Picture),
        new("quit", "", "close the window", a => None(a, s => s.IsOver = true)),
    ];

    private static ScriptDeed None(string[] words, Action<Session> act)
        => words.Length == 0 ? new(act) : throw Wrong("nothing");

    private static ScriptDeed Word(string[] words, Action<Session, string> act)
        => words.Length == 1 ? new(s => act(s, words[0])) : throw Wrong("one word");

    private static ScriptDeed Deed(string[] words, int count, Func<double[], Action<Session>> make)
        => new(make(Numbers(words, count)));

    private static ScriptDeed Deed(string[] words, int count, Func<double[], ScriptDeed> make) => make(Numbers(words, count));

    private static ScriptDeed Named<T>(string[] words, Action<Session, T> act) where T : struct, Enum
        => words.Length == 1 && Enum.TryParse(words[0], ignoreCase: true, out T value) && !char.IsDigit(words[0][0])
            ? new(s => act(s, value))
            : throw Wrong(string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());

    private static ScriptDeed Zoom(string[] words)
    {
        double[] n = Numbers(words, words.Length == 3 ? 3 : 1);
        return new(s => s.Zoom(n[0], n.Length > 1 ? n[1] : 0.5, n.Length > 1 ? n[2] : 0.5));
    }

    private static ScriptDeed Crop(string[] words)
    {
        if (words is ["off"]) return new(s => s.ClearCrop());
        double[] n = Numbers(words, 6);
        return new(s => s.Crop(new Box3(new(n[0], n[1], n[2]), new(n[3], n[4], n[5]))));
    }

    private static ScriptDeed Slice(string[] words)
    {
        if (words is ["off"]) return new(s => s.Slice(null, 0));
        int axis = words.Length == 2 && words[0].Length == 1 ? "xyz".IndexOf(words[0][0], StringComparison.Ordinal) : -1;
        if (axis < 0) throw Wrong("x, y or z and a number, or off");
        double offset = Number(words[1]);
        return new(s => s.Slice(axis, offset));
    }

    private static ScriptDeed SetBackground(string[] words)
    {
        if (words.Length != 1) throw Wrong("a colour");
        Background background = Background.Parse(words[0]);
        return new(s => s.SetBackground(background));
    }

    private static ScriptDeed Path(string[] words) => words switch
    {
        ["add"] => new(s => s.AddKey()),
        ["move"] => new(s => s.MoveKey()),
        ["clear"] => new(s => s.ClearKeys()),
        ["play"] => new(s => s.Play()) { Until = s => !s.IsPlaying },
        ["save", var file] => new(s => s.SavePath(file)),
        ["render", var place] => new(s => s.RenderPath(place)),
        _ => throw Wrong("add, move, clear, play, save FILE or render PLACE"),
    };

    private static ScriptDeed Train(string[] words) => words switch
    {
        ["pause"] => new(s => s.Training.IsPaused = true),
        ["resume"] => new(s => s.Training.IsPaused = false),
        ["step", var count] => Step((int)Number(count)),
        ["until", var step] => Until((long)Number(step)),
        _ => throw Wrong("pause, resume, step N or until N"),
    };

    private static ScriptDeed Step(int count)
        => new(s => s.Training.Step(count)) { Until = s => s.Training.IsPaused || s.Training.IsOver };

    private static ScriptDeed Until(long step)
        => new(s => s.Training.IsPaused = false)
        {
            Until = s => s.Training.IsOver || (s.Training.Curve is [.., var point] && point.Step >= step),
        };

    private static ScriptDeed PressKey(string[] words)
    {
        bool shift = words is [_, "shift"];
        string name = words is [var word] || shift ? words[0] : throw Wrong("a key, and shift or nothing");
        if (name.Length == 1 && char.IsAsciiDigit(name[0])) name = "D" + name;
        return Enum.TryParse(name, ignoreCase: true, out Key key) && Enum.IsDefined(key)
            ? new(null, [new KeyEvent(key, true, shift), new KeyEvent(key, false, shift)])
            : throw Wrong("a key such as A, 1, Tab, F2, LeftBracket");
    }

    private static ScriptDeed Drag(string[] words)
    {
        MouseButton button = MouseButton.Left;
        if (words.Length == 5 && !Enum.TryParse(words[4], ignoreCase: true, out button)) throw Wrong("left, right or middle");
        double[] n = Numbers(words.Length == 5 ? words[..4] : words, 4);
        return new(null,
        [
            new MoveEvent(n[0], n[1]), new ButtonEvent(button, true), new MoveEvent(n[2], n[3]), new ButtonEvent(button, false),
        ]);
    }

    private static ScriptDeed Resize(string[] words)
    {
        string[] sides = words.Length == 1 ? words[0].Split('x') : [];
        if (sides.Length != 2 || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || width is < 1 or > 8192 || height is < 1 or > 8192)
            throw Wrong("WIDTHxHEIGHT, each from 1 to 8192");
        return new(null) { Size = (width, height) };
    }

    private static ScriptDeed Picture(string[] words)
    {
        if (words.Length is not (1 or 2)) throw Wrong("a file, and a scale or nothing");
        double scale = words.Length == 2 ? Number(words[1]) : 1;
        if (!(scale is > 0 and <= 16)) throw Wrong("a scale above 0, at most 16");
        return new(s => s.Screenshot(words[0], scale));
    }

    private static double[] Numbers(string[] words, int count)
        => words.Length == count ? [.. words.Select(Number)] : throw Wrong(count == 1 ? "a number" : $"{count} numbers");

    private static double Number(string word)
        => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong($"a number in place of {word}");

    private static InputException Wrong(string expected) => new($"expected {expected}");
}

/// <summary>What a line of a script does.</summary>
public sealed class ScriptDeed
{
    internal ScriptDeed(Action<Session>? act, IReadOnlyList<WindowEvent>? events = null)
        => (Act, Events) = (act, events ?? []);

    internal Action<Session>? Act { get; }

    internal IReadOnlyList<WindowEvent> Events { get; }

    internal string? Screenshot { get; init; }

    internal (int Width, int Height)? Size { get; init; }

    internal double Seconds { get; init; }

    internal Func<Session, bool> Until { get; init; } = _ => true;
}
