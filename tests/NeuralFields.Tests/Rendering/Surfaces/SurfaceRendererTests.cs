using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Networks;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Rendering.Surfaces;

public sealed class SurfaceRendererTests
{
    private const ViewLayers Everything = ViewLayers.Color | ViewLayers.Depth | ViewLayers.Normals | ViewLayers.Shadow;

    // The shape is ten times as large as the field's unit cube and lies away from zero.
    private static readonly SurfacePlacement s_placement = new(new(100, 50, -20), 0.1, 0.5);
    private static readonly Box3 s_domain = new(Point3.Zero, new(1, 1, 1));
    private static readonly Box3 s_bounds = new(new(97, 47, -23), new(103, 53, -17));
    private static readonly Vector3 s_middle = new(0.5f);

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_sphere_has_its_depths_and_normals(bool isSmooth)
    {
        DistanceFunction sphere = DistanceFunction.Sphere(s_middle, 0.3f, isSmooth);
        Camera camera = new OrbitCamera { Azimuth = 40, Elevation = 25 }.Around(s_bounds, 60, 50);
        RenderedView view = Render(sphere, camera, new() { Layers = Everything });
        Assert.Equal(isSmooth, sphere.Gradients > 0);
        int hits = 0;
        for (int i = 0; i < 60 * 50; i++)
        {
            Point3 direction = camera.Direction((i % 60) + 0.5, (i / 60) + 0.5);
            Point3 toEye = camera.Pose.Position - s_bounds.Center;
            double b = PointAlgebra.Dot(direction, toEye), root = (b * b) - PointAlgebra.Dot(toEye, toEye) + 9;
            // Rays that touch the sphere within a hundredth of a pixel may go either way.
            if (Math.Abs(root) < 0.05) continue;
            Assert.Equal(root > 0, view.Colors[(4 * i) + 3] == 1);
            if (root < 0) continue;
            hits++;
            Point3 place = camera.Pose.Position + (direction * (-b - Math.Sqrt(root)));
            Assert.Equal(camera.Project(place).Depth, view.Depths[i], 0.02);
            Point3 normal = (place - s_bounds.Center) * (1.0 / 3);
            Assert.True(PointAlgebra.Dot(normal, Point3.Of(view.Normals[i])) > 0.9995);
        }
        Assert.InRange(hits, 500, 2000);
    }

    [Fact]
    public void More_samples_find_the_covered_part_of_the_picture()
    {
        // The silhouette of a sphere on the axis is a disc: tan of the cone's half angle, in focal lengths.
        Camera camera = new OrbitCamera { Azimuth = 0, Elevation = 0, Distance = 20 }.Around(s_bounds, 40, 40);
        double radius = camera.Lens.FocalY * 3 / Math.Sqrt((20 * 20) - 9), area = Math.PI * radius * radius;
        DistanceFunction sphere = DistanceFunction.Sphere(s_middle, 0.3f);
        RenderedView view = Render(sphere, camera, new() { Layers = ViewLayers.None, SamplesPerPixel = 32 });
        double covered = 0;
        for (int i = 0; i < 1600; i++) covered += view.Colors[(4 * i) + 3];
        Assert.Equal(area, covered, 0.004 * area);
        Assert.Contains(view.Colors.Where((_, i) => i % 4 == 3), alpha => alpha is > 0 and < 1);
    }

    [Fact]
    public void A_plate_thinner_than_a_step_is_not_overrun_even_where_distances_are_too_large()
    {
        // 1/500 thin, and the field says a third more than the distance.
        DistanceFunction plate = new(p => 1.33f * DistanceFunction.Box(p, s_middle, new(0.3f, 0.3f, 0.001f)));
        Camera camera = new OrbitCamera { Azimuth = 25, Elevation = 15 }.Around(s_bounds, 48, 48);
        RenderedView view = Render(plate, camera, new() { Layers = ViewLayers.Depth });
        List<int> wrong = [];
        for (int i = 0; i < 48 * 48; i++)
        {
            Point3 direction = camera.Direction((i % 48) + 0.5, (i / 48) + 0.5);
            double t = (s_bounds.Center.Z - camera.Pose.Position.Z) / direction.Z;
            Point3 place = camera.Pose.Position + (direction * t) - s_bounds.Center;
            double inside = 3 - Math.Max(Math.Abs(place.X), Math.Abs(place.Y));
            if (Math.Abs(inside) > 0.1 && inside > 0 != view.Depths[i] > 0) wrong.Add(i);
        }
        Assert.True(wrong.Count == 0, string.Join(", ", wrong));
    }

    [Fact]
    public void The_domain_cuts_the_surface_and_rays_may_begin_inside_of_it()
    {
        Camera camera = new OrbitCamera { Azimuth = 0, Elevation = 0, Distance = 20 }.Around(s_bounds, 9, 9);
        SurfaceRenderer renderer = new(
            DistanceFunction.Sphere(s_middle, 0.3f), s_placement, s_bounds, s_domain with { Max = new(1, 1, 0.6) });
        // Field z = 0.6 is one unit in front of the middle.
        Assert.Equal(19, renderer.Render(camera, new() { Layers = ViewLayers.Depth }).Depths[40], 1e-3);
        Camera within = new OrbitCamera { Azimuth = 0, Elevation = 0, Distance = 4 }.Around(s_bounds, 9, 9);
        Assert.Equal(1, Render(DistanceFunction.Sphere(s_middle, 0.3f), within, new() { Layers = ViewLayers.Depth }).Depths[40], 1e-3);
    }

    [Fact]
    public void What_looks_away_sees_nothing()
    {
        Camera camera = new OrbitCamera().Around(s_bounds, 8, 8);
        CameraPose pose = camera.Pose;
        camera = camera with { Pose = new(pose.Position, pose.Right * -1, pose.Up, pose.Back * -1) };
        Assert.All(Render(DistanceFunction.Sphere(s_middle, 0.3f), camera, new() { Layers = Everything }).Depths, d => Assert.Equal(0, d));
    }

    [Fact]
    public void Broken_fields_end()
    {
        Camera camera = new OrbitCamera().Around(s_bounds, 12, 12);
        foreach (float value in (float[])[float.NaN, 0, 1e-30f, float.PositiveInfinity, float.NegativeInfinity])
            Assert.Equal(144, Render(new DistanceFunction(_ => value), camera, new() { Layers = Everything }).Depths.Length);
    }

    [Fact]
    public void What_stands_in_the_light_casts_a_soft_shadow_that_is_not_black()
    {
        // A ball above a slab, seen from above: the slab is lit at its corners and in shadow somewhere beside the ball.
        DistanceFunction scene = new(p => Math.Min(
            DistanceFunction.Box(p, new(0.5f, 0.25f, 0.5f), new(0.4f, 0.05f, 0.4f)),
            Vector3.Distance(p, new(0.5f, 0.5f, 0.5f)) - 0.1f));
        Camera camera = new OrbitCamera { Azimuth = 0, Elevation = 60 }.Around(s_bounds, 64, 64);
        RenderedView view = Render(scene, camera, new() { Layers = Everything });
        float[] slab = [.. Enumerable.Range(0, 64 * 64).Where(i => view.Normals[i].Y > 0.999f).Select(i => view.Colors[4 * i])];
        Assert.InRange(slab.Min() / slab.Max(), 0.1f, 0.6f);
        Assert.True(slab.Count(c => c > 0.9f * slab.Max()) > slab.Length / 3);
        Assert.Contains(slab, c => c > 0.65f * slab.Max() && c < 0.85f * slab.Max());
        Assert.All(view.Colors, c => Assert.InRange(c, 0, 1));
    }

    [Fact]
    public void A_shape_darkens_the_background_below_it_and_not_above()
    {
        Camera camera = new OrbitCamera { Azimuth = 0, Elevation = 20 }.Around(s_bounds, 64, 64);
        RenderedView view = Render(DistanceFunction.Sphere(s_middle, 0.3f), camera, new() { Layers = Everything });
        Assert.InRange(view.Shadows.Max(), 0.15f, 0.7f);
        Assert.All(view.Shadows[..(64 * 16)], s => Assert.Equal(0, s));
        Assert.All(Enumerable.Range(0, 64 * 64), i => Assert.InRange(view.Shadows[i] + view.Colors[(4 * i) + 3], 0, 1));
    }

    [Fact]
    public void The_bits_do_not_depend_on_threads()
    {
        FieldSpec spec = FieldSpec.Value(
            3, 1, new HashGrid { Levels = 4, Log2TableSize = 10, BaseResolution = 4, PerLevelScale = 2 },
            new Mlp { Width = 16, HiddenLayers = 1 });
        float[] parameters = spec.Initialize(3);
        for (int i = 0; i < parameters.Length; i++) parameters[i] *= i < parameters.Length - 300 ? 3000 : 1;
        RenderedView[] views = [.. ((int[])[1, 2]).Select(threads =>
        {
            using CpuBackend backend = new(threads);
            using IFieldProgram program = backend.Compile(spec);
            program.SetParameters(parameters);
            SurfaceRenderer renderer = new(program, s_placement, s_bounds, s_domain, new() { Threads = threads });
            return renderer.Render(
                new OrbitCamera().Around(s_bounds, 80, 60), new() { Layers = Everything, EdgeSamplesPerPixel = 5 });
        })];
        Assert.InRange(views[0].Depths.Count(d => d > 0), 500, 4800);
        Assert.Equal(views[0].Colors, views[1].Colors);
        Assert.Equal(views[0].Depths, views[1].Depths);
        Assert.Equal(views[0].Normals, views[1].Normals);
        Assert.Equal(views[0].Shadows, views[1].Shadows);
    }

    [Fact]
    public void Samples_at_edges_alone_come_near_to_samples_everywhere()
    {
        DistanceFunction sphere = DistanceFunction.Sphere(s_middle, 0.3f);
        Camera camera = new OrbitCamera().Around(s_bounds, 40, 40);
        ViewRequest one = new();
        RenderedView best = Render(sphere, camera, one with { SamplesPerPixel = 64 });
        RenderedView rough = Render(sphere, camera, one), edges = Render(sphere, camera, one with { EdgeSamplesPerPixel = 5 });
        Assert.Equal(1600, rough.Samples);
        Assert.InRange(edges.Samples, 1601, 3200);
        Assert.True(Error(edges, best) < 0.15 * Error(rough, best), $"{Error(edges, best)} against {Error(rough, best)}");
    }

    [Fact]
    public void Rendering_can_be_cancelled_and_tells_its_progress()
    {
        DistanceFunction sphere = DistanceFunction.Sphere(s_middle, 0.3f);
        SurfaceRenderer renderer = new(sphere, s_placement, s_bounds, s_domain);
        Camera camera = new OrbitCamera().Around(s_bounds, 40, 40);
        Assert.Throws<OperationCanceledException>(() => renderer.Render(camera, new(), null, new CancellationToken(true)));
        List<double> parts = [];
        renderer.Render(camera, new() { EdgeSamplesPerPixel = 5 }, new Parts(parts));
        Assert.Equal([0.5, 1], parts);
    }

    [Fact]
    public void A_field_that_is_not_of_distances_is_refused()
        => Assert.Contains("expected 3 and 1", Assert.Throws<InputException>(
            () => new SurfaceRenderer(new PictureProgram(1, (_, _, _) => 0), s_placement, s_bounds, s_domain)).Message,
            StringComparison.Ordinal);

    private static RenderedView Render(DistanceFunction field, Camera camera, ViewRequest request)
        => new SurfaceRenderer(field, s_placement, s_bounds, s_domain).Render(camera, request);

    private static double Error(RenderedView a, RenderedView b)
        => a.Colors.Zip(b.Colors, (x, y) => (double)(x - y) * (x - y)).Sum();

    private sealed class Parts(List<double> parts) : IProgress<double>
    {
        public void Report(double value) => parts.Add(value);
    }
}
