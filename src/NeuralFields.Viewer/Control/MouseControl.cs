using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer.Control;

/// <summary>What the pointer does: orbit, pan, look, zoom, and dragging the sides of the crop box.</summary>
/// <param name="session">What is viewed.</param>
internal sealed class MouseControl(Session session)
{
    /// <summary>Degrees for a drag over the whole height of the window.</summary>
    private const double DragDegrees = 200;

    private const double HandleReach = 14;

    private (double X, double Y) _at;
    private MouseButton? _held;
    private bool _isShifted;

    /// <summary>The side of the crop box that is held, or null.</summary>
    public int? HeldSide { get; private set; }

    /// <summary>Takes an event; places are parts of the window's size.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="width">Width of the window in the units of pointers.</param>
    /// <param name="height">Its height.</param>
    public void Take(WindowEvent happened, double width, double height)
    {
        switch (happened)
        {
            case ButtonEvent { IsDown: true } button:
                (_held, _isShifted) = (button.Button, button.Shift);
                if (session.EditsCrop && button.Button == MouseButton.Left) HeldSide = SideAt(width, height);
                break;
            case ButtonEvent:
                (_held, HeldSide) = (null, null);
                break;
            case ScrollEvent scroll:
                session.Zoom(scroll.Y, _at.X / width, _at.Y / height);
                if (scroll.X != 0) session.Orbit(scroll.X * 3, 0);
                break;
            case MoveEvent move:
                Move(move, height, width);
                break;
        }
    }

    private void Move(MoveEvent move, double height, double width)
    {
        double right = (move.X - _at.X) / height, down = (move.Y - _at.Y) / height;
        _at = (move.X, move.Y);
        if (_held is null || (right == 0 && down == 0)) return;
        if (HeldSide is { } side) Drag(side, width, height);
        else if (_held == MouseButton.Middle) session.Look(right * DragDegrees / 3, -down * DragDegrees / 3);
        else if (_held == MouseButton.Right || _isShifted || session.Field.IsPicture) session.Pan(-right, down);
        else session.Orbit(-right * DragDegrees, down * DragDegrees);
    }

    private int? SideAt(double width, double height)
    {
        double factor = session.Height / height;
        return CropLines.Near(
            session.Camera, session.View.Crop ?? session.Field.Bounds, _at.X * session.Width / width, _at.Y * factor,
            HandleReach * factor);
    }

    /// <summary>The side goes to the place of its axis that the pointer's ray passes nearest.</summary>
    private void Drag(int side, double width, double height)
    {
        Box3 box = session.View.Crop ?? session.Field.Bounds;
        Camera camera = session.Camera;
        Point3 handle = CropLines.Handle(box, side), eye = camera.Pose.Position;
        Point3 axis = new(side / 2 == 0 ? 1 : 0, side / 2 == 1 ? 1 : 0, side / 2 == 2 ? 1 : 0);
        Point3 ray = camera.Direction(_at.X * session.Width / width, _at.Y * session.Height / height), way = handle - eye;
        double along = Dot(axis, ray), across = 1 - (along * along);
        if (across < 1e-4) return; // seen end on, the axis tells nothing
        double moved = ((along * Dot(ray, way)) - Dot(axis, way)) / across;
        session.Crop(CropLines.Move(box, side, CropLines.At(box, side) + moved));
    }

    private static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
