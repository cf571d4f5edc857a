using System.Collections.Immutable;
using System.Globalization;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>What a person does with a field: the view and everything that keys, mouse and scripts can do to it.</summary>
internal sealed class Session
{
    private const int PathFramesPerKey = 30;
    private const double FramesPerSecond = 30, WheelStep = 0.9;

    private readonly ViewerServices _services;
    private readonly Engine _engine;
    private readonly Background[] _backgrounds;
    private int _screenshots;
    private double? _playing;

    /// <summary>A session.</summary>
    public Session(ViewedField field, Engine engine, ViewerServices services, int width, int height)
    {
        (Field, _engine, _services, Width, Height) = (field, engine, services, width, height);
        View = field.Home(width / (double)height);
        _backgrounds = [View.Background, Background.Studio, Background.Of(System.Numerics.Vector3.One), Background.Of(default), Background.Parse("grey")];
    }

    /// <summary>What is viewed.</summary>
    public ViewedField Field { get; }

    /// <summary>The view.</summary>
    public ViewState View { get; private set; }

    /// <summary>Pixels per row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>The cameras of the path that is being made.</summary>
    public ImmutableArray<Camera> Keys { get; private set; } = [];

    /// <summary>Whether the crop box is shown and can be dragged.</summary>
    public bool EditsCrop { get; private set; }

    /// <summary>Whether the lines about the view are shown, and the keys.</summary>
    public bool ShowsText { get; set; } = true;

    /// <summary>Whether the keys are listed.</summary>
    public bool ShowsHelp { get; set; }

    /// <summary>The last thing that happened, in a line.</summary>
    public string Message { get; set; } = "";

    /// <summary>Whether the session is over.</summary>
    public bool IsOver { get; set; }

    /// <summary>Services and training.</summary>
    public ViewerServices Services => _services;

    /// <summary>The camera of the present view.</summary>
    public Camera Camera => View.Camera(Width, Height);

    /// <summary>Asks for the picture of the view.</summary>
    public void Show(ViewState view)
    {
        View = view;
        _engine.Painter.Want(view, Width, Height);
        _engine.Notify();
    }

    /// <summary>The window has another size.</summary>
    public void Resize(int width, int height)
    {
        if (width < 1 || height < 1 || (width, height) == (Width, Height)) return;
        (Width, Height) = (width, height);
        Show(View);
    }

    /// <summary>Turns the camera, or moves a picture.</summary>
    public void Orbit(double azimuth, double elevation)
    {
        if (!Field.IsPicture) Show(CameraControl.Orbit(View, Field.Up, azimuth, elevation));
    }

    /// <summary>Turns the camera in its place.</summary>
    public void Look(double right, double up)
    {
        if (!Field.IsPicture) Show(CameraControl.Look(View, Field.Up, right, up));
    }

    /// <summary>Moves what is seen under the pointer.</summary>
    /// <param name="right">Heights of the window.</param>
    /// <param name="up">Heights of the window.</param>
    public void Pan(double right, double up)
    {
        if (Field is PictureField picture)
        {
            ImageRegion region = picture.RegionOf(View, Width, Height);
            double aspect = Height / (double)Width;
            Show(CameraControl.PanPicture(
                View, right * aspect * (region.X1 - region.X0), -up * (region.Y1 - region.Y0)));
        }
        else Show(CameraControl.Pan(View, right, up));
    }

    /// <summary>Comes nearer or goes away.</summary>
    /// <param name="notches">Of a wheel; above 0 is nearer.</param>
    /// <param name="x">The pointer, 0 to 1 from the left.</param>
    /// <param name="y">The pointer, 0 to 1 from the top.</param>
    public void Zoom(double notches, double x = 0.5, double y = 0.5)
    {
        double factor = Math.Pow(WheelStep, notches);
        if (Field is PictureField picture)
        {
            ImageRegion region = picture.RegionOf(View, Width, Height);
            Show(CameraControl.ZoomPicture(
                View, (region.X0 + (x * (region.X1 - region.X0)), region.Y0 + (y * (region.Y1 - region.Y0))), 1 / factor));
        }
        else Show(CameraControl.Dolly(View, factor));
    }

    /// <summary>Flies; parts of the distance to the centre.</summary>
    public void Fly(double right, double up, double forward)
    {
        if (!Field.IsPicture) Show(CameraControl.Fly(View, right, up, forward));
        else if (forward != 0) Zoom(forward * 8);
        else Pan(right, up);
    }

    /// <summary>The first view again; colours and cuts stay.</summary>
    public void Frame()
    {
        ViewState home = Field.Home(Width / (double)Height);
        Show(View with
        {
            Pose = home.Pose,
            Focus = home.Focus,
            FieldOfView = home.FieldOfView,
            DataView = null,
            DataLens = null,
            Comparison = Comparison.None,
            PictureCenter = home.PictureCenter,
            Zoom = home.Zoom,
        });
    }

    /// <summary>Everything as at first.</summary>
    public void Reset()
    {
        EditsCrop = false;
        Show(Field.Home(Width / (double)Height));
    }

    /// <summary>Shows another quantity.</summary>
    /// <exception cref="InputException">The field does not have it.</exception>
    public void SetMode(ViewMode mode)
    {
        if (Field.IsPicture && mode is not (ViewMode.Shaded or ViewMode.Error))
            throw new InputException("a picture has no depth, normals or opacity, expected shaded or error.");
        if (mode == ViewMode.Error && !Field.HasSurface) RequirePhotograph();
        if (mode == ViewMode.Error && Field.HasSurface && Field.Deviation is null)
            throw new InputException("the mesh is not known here; give it by --data.");
        Show(View with { Mode = mode });
        Message = mode == ViewMode.Error && Field.HasSurface
            ? "mode: distance to the mesh, brightest at 0.1 % of the diagonal" : $"mode: {mode.ToString().ToLowerInvariant()}";
    }

    /// <summary>Stands where a photograph was taken.</summary>
    /// <exception cref="InputException">There is no such camera.</exception>
    public void GoTo(int number)
    {
        if (number < 0 || number >= Field.Cameras.Length)
            throw new InputException(Field.Cameras.IsEmpty
                ? "the field knows no cameras: only fields of photographs do."
                : $"view is {number}, expected 0 to {Field.Cameras.Length - 1}.");
        DataCamera data = Field.Cameras[number];
        Point3 way = Field.Bounds.Center - data.Camera.Pose.Position;
        double focus = Math.Max(1e-3, -Dot(way, data.Camera.Pose.Back));
        Show(View with { Pose = data.Camera.Pose, Focus = focus, DataView = number, DataLens = data.Camera.Lens });
        Message = $"view {number}: {data.Name}{(data.IsHeldOut ? " (held out)" : "")}";
    }

    /// <summary>The camera some numbers on, around the end.</summary>
    public void GoBy(int step)
    {
        int count = Math.Max(1, Field.Cameras.Length);
        GoTo(((View.DataView ?? (step > 0 ? -1 : 0)) + step + count) % count);
    }

    /// <summary>Shows the photograph, or the difference to it, or the field again.</summary>
    /// <exception cref="InputException">There is no photograph.</exception>
    public void Compare(Comparison comparison)
    {
        if (comparison != Comparison.None) RequirePhotograph();
        Show(View with { Comparison = comparison });
        Message = comparison == Comparison.None ? "the field" : comparison.ToString().ToLowerInvariant();
    }

    /// <summary>Shows nothing outside of a box.</summary>
    public void Crop(Box3? box)
    {
        if (box is { IsEmpty: true }) throw new InputException("the crop box is empty, expected each minimum below its maximum.");
        Show(View with { Crop = box });
    }

    /// <summary>Shows the crop box's handles, or puts them away.</summary>
    public void ToggleCrop()
    {
        EditsCrop = !EditsCrop && !Field.IsPicture;
        if (EditsCrop && View.Crop is null) Crop(Field.Bounds);
        Message = EditsCrop ? "crop: drag the handles" : View.Crop is null ? "" : "crop box kept; Shift+B clears it";
    }

    /// <summary>Clears the crop box.</summary>
    public void ClearCrop()
    {
        EditsCrop = false;
        Crop(null);
    }

    /// <summary>Cuts a shape open at right angles to an axis; null closes it.</summary>
    /// <exception cref="InputException">The field has no surface.</exception>
    public void Slice(int? axis, double offset)
    {
        RequireSurface("a slice");
        Show(View with { SliceAxis = axis, SliceOffset = offset });
        Message = axis is { } a ? Text($"slice {"xyz"[a]} = {offset:G4}") : "";
    }

    /// <summary>The middle of the bounds along an axis.</summary>
    public double Middle(int axis) => Part(Field.Bounds.Center, axis);

    /// <summary>Moves the slice by parts of the bounds.</summary>
    public void MoveSlice(double parts)
    {
        if (View.SliceAxis is { } axis) Slice(axis, View.SliceOffset + (parts * Part(Field.Bounds.Size, axis)));
    }

    /// <summary>Shows the surface at another distance.</summary>
    /// <exception cref="InputException">The field has no surface.</exception>
    public void SetLevel(double level)
    {
        RequireSurface("an iso-value");
        Show(View with { Level = level });
        Message = Text($"iso-value {level:G4}");
    }

    /// <summary>Another background; the next of the usual ones where null.</summary>
    public void SetBackground(Background? background)
        => Show(View with
        {
            Background = background ?? _backgrounds[(Array.LastIndexOf(_backgrounds, View.Background) + 1) % _backgrounds.Length],
        });

    /// <summary>Shows a view that differs in exposure, tone or light.</summary>
    public void Change(Func<ViewState, ViewState> change) => Show(change(View));

    /// <summary>Adds the present camera to the path.</summary>
    public void AddKey()
    {
        Keys = Keys.Add(Camera);
        Message = $"path: {Keys.Length} keys";
    }

    /// <summary>Puts the present camera in the place of the path's nearest key.</summary>
    public void MoveKey()
    {
        if (Keys.IsEmpty) throw new InputException("the path has no keys; K adds one.");
        int nearest = Enumerable.Range(0, Keys.Length)
            .MinBy(i => (Keys[i].Pose.Position - View.Pose.Position).Length);
        Keys = Keys.SetItem(nearest, Camera);
        Message = $"path: key {nearest + 1} of {Keys.Length} moved here";
    }

    /// <summary>Forgets the path.</summary>
    public void ClearKeys() => (Keys, _playing) = ([], null);

    /// <summary>Plays the path, or stops.</summary>
    public void Play() => _playing = _playing is null && PathOf() is not null ? 0 : null;

    /// <summary>Whether the path plays.</summary>
    public bool IsPlaying => _playing is not null;

    /// <summary>Goes on with what moves by itself.</summary>
    /// <param name="seconds">Since the last time.</param>
    public void Advance(double seconds)
    {
        if (_playing is not { } at || Keys.Length < 2) return;
        CatmullRomPath spline = new(Keys, IsClosed: false);
        double length = (Keys.Length - 1) * PathFramesPerKey / FramesPerSecond, part = at + (seconds / length);
        Camera camera = spline.At(part);
        Show(View with { Pose = camera.Pose, FieldOfView = camera.Lens.FieldOfView, DataView = null, DataLens = null });
        _playing = part >= 1 ? null : part;
    }

    /// <summary>Writes the path to a file.</summary>
    public void SavePath(string? file)
    {
        if (PathOf() is not { } path) throw new InputException("a path needs two keys; K adds one.");
        Write(file ?? $"{_services.FilePrefix}-path.json", name => _services.SavePath(name, Keys, path));
    }

    /// <summary>Renders the path to a video or a folder of frames.</summary>
    public void RenderPath(string? place)
    {
        if (PathOf() is not { } path) throw new InputException("a path needs two keys; K adds one.");
        ViewState view = View;
        Write(place ?? $"{_services.FilePrefix}-frames", name => _services.SaveFilm(
            name, path, camera => Still(view with { Pose = camera.Pose, DataView = null, DataLens = camera.Lens }, camera.Lens.Width, camera.Lens.Height)));
    }

    /// <summary>Writes the picture of the present view, at a multiple of the window's size.</summary>
    public void Screenshot(string? file, double scale)
    {
        (int width, int height) = ((int)Math.Max(1, Math.Round(Width * scale)), (int)Math.Max(1, Math.Round(Height * scale)));
        ViewState view = View;
        string name = file ?? string.Create(CultureInfo.InvariantCulture, $"{_services.FilePrefix}-{++_screenshots:D3}.png");
        Write(name, n => _services.SavePicture(n, Still(view, width, height)));
    }

    /// <summary>Writes the mesh of what is shown.</summary>
    /// <exception cref="InputException">The field has no surface.</exception>
    public void SaveMesh(string? file)
    {
        if (_services.SaveMesh is not { } save)
            throw new InputException(
                Field.IsPicture ? "a picture has no surface to mesh." : "a mesh cannot be made while training.");
        (Box3? crop, double level) = (View.Crop, View.Level);
        string name = file ?? $"{_services.FilePrefix}.glb";
        _engine.Post(() => Message = save(name, crop, level));
    }

    /// <summary>The training that is watched.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public ITraining Training => _services.Training
        ?? throw new InputException("nothing trains here: nf view scene.json and nf fit --watch do.");

    private CameraPath? PathOf() => Keys.Length < 2
        ? null
        : new(new CatmullRomPath(Keys, IsClosed: false).Sample(((Keys.Length - 1) * PathFramesPerKey) + 1), FramesPerSecond);

    private void Write(string name, Action<string> write) => _engine.Post(() =>
    {
        write(name);
        Message = $"wrote {name}";
    });

    /// <summary>The finished picture of a view.</summary>
    private Image Still(ViewState view, int width, int height)
    {
        FieldCanvas canvas = Field.Begin(view, width, height);
        canvas.Paint(canvas.Order, 1, CancellationToken.None);
        if (canvas.Edges() is { IsEmpty: false } edges) canvas.Paint(edges, canvas.FineSamples, CancellationToken.None);
        Frame frame = new(width, height);
        canvas.Write(canvas.Order.Span, frame);
        return Pictures.Of(frame.Bytes, width, height, isUpsideDown: false);
    }

    private void RequireSurface(string what)
    {
        if (!Field.HasSurface) throw new InputException($"{what} needs a field of distances.");
    }

    private void RequirePhotograph()
    {
        int? number = Field.IsPicture ? 0 : View.DataView;
        if (number is not { } n || Field.Photograph(n) is null)
            throw new InputException(number is null
                ? "there is no photograph from here; go to a camera of the data first ([ and ])."
                : "the photographs are not known here; give them by --data.");
    }

    private static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static double Part(Point3 p, int axis) => axis == 0 ? p.X : axis == 1 ? p.Y : p.Z;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
