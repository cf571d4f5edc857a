namespace NeuralFields.Cli.Demo;

/// <summary>One of the three things that <c>nf demo</c> shows: commands that a person could type, and what they leave.</summary>
internal sealed record DemoPart
{
    /// <summary>Its name, and that of its files.</summary>
    public required string Name { get; init; }

    /// <summary>The heading on the page.</summary>
    public required string Title { get; init; }

    /// <summary>Seconds of training where the command line says nothing.</summary>
    public required double Seconds { get; init; }

    /// <summary>The fit, without lengths, logs and reports; files lie in the demo's folder.</summary>
    public required string Fit { get; init; }

    /// <summary>The commands after it.</summary>
    public required string[] Then { get; init; }

    /// <summary>Pictures for the page: caption and file.</summary>
    public required (string Caption, string File)[] Pictures { get; init; }

    /// <summary>The caption of the turn, or none.</summary>
    public string? Turn { get; init; }

    /// <summary>The field.</summary>
    public string Field => Name + ".nf";

    /// <summary>Loss and metric over time.</summary>
    public string Log => Name + ".csv";

    /// <summary>The page of the fit.</summary>
    public string Report => Name + ".html";

    /// <summary>The folder of the turn's frames.</summary>
    public string TurnFolder => Name + "-turn";

    /// <summary>The mesh, where one is made.</summary>
    public string Mesh => Name + ".glb";

    /// <summary>A photograph, a shape and a scene, in the order they run.</summary>
    public static IReadOnlyList<DemoPart> All { get; } =
    [
        new()
        {
            Name = "image",
            Title = "A photograph becomes a network",
            Seconds = 15,
            Fit = "fit image chelsea.png -o image.nf",
            Then =
            [
                "render image.nf -o image.png",
                "render image.nf -o image-eye.png --region 0.30,0.24,0.48,0.42 --size 602x400",
            ],
            Pictures =
            [
                ("photograph", "chelsea.png"), ("field", "image.png"), ("its eye, seven times larger", "image-eye.png"),
            ],
        },
        new()
        {
            Name = "shape",
            Title = "A mesh becomes a distance field, and a mesh again",
            Seconds = 30,
            Fit = "fit sdf spot.obj -o shape.nf",
            Then =
            [
                "render shape.nf -o shape.png --size 480x480 --azimuth 35",
                "render shape.nf --frames shape-turn --frame-count 20 --size 200x200",
                "mesh shape.nf -o shape.glb --resolution 192",
                "eval shape.glb spot.obj",
            ],
            Pictures = [("the field, sphere-traced", "shape.png")],
            Turn = "once around",
        },
        new()
        {
            Name = "scene",
            Title = "Pictures from known places become a scene",
            Seconds = 45,
            Fit = "fit radiance spot-views -o scene.nf",
            Then =
            [
                "render scene.nf -o scene.png --view 2 --background white",
                "render scene.nf -o scene-other.png --azimuth 20 --elevation 25 --size 320x320 --background white",
                "mesh scene.nf -o scene.glb --colors --largest --resolution 128",
                "render scene.nf --frames scene-turn --frame-count 20 --size 160x160 --background white",
            ],
            Pictures =
            [
                ("a picture that training never saw", "spot-views/test/r_2.png"), ("the same view of the field", "scene.png"),
                ("a view that no camera had", "scene-other.png"),
            ],
            Turn = "once around",
        },
    ];
}
