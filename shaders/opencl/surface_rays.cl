// Rays towards the zero surface of a field of distances: steps as long as the distance allows (Hart 1996).
#pragma OPENCL FP_CONTRACT OFF
#define MISSED 0
#define MARCHING 1
#define BRACKETED 2
#define HIT 3

typedef struct
{
    float origin[3], direction[3], distance, end, outside_at, outside, inside_at, inside;
    int state, steps;
} traced_ray;

// What is left of the shape, and the lattice of its distances that crosses empty space.
typedef struct
{
    float low[3], high[3], cell, slack, certainty, level, box_low[3], box_high[3], pixel_angle;
    int counts[3], has_box;
} traced_scene;

static float3 place_on(__global const traced_ray *ray)
{
    return vload3(0, ray->origin) + vload3(0, ray->direction) * ray->distance;
}

static float to_surface(__global const traced_scene *scene, float3 place, float distance)
{
    if (!scene->has_box) return distance - scene->level;
    const float3 beyond = fmax(vload3(0, scene->box_low) - place, place - vload3(0, scene->box_high));
    const float inside = fmin(0.0f, fmax(beyond.x, fmax(beyond.y, beyond.z)));
    return fmax(distance - scene->level, inside + length(fmax(beyond, (float3)(0.0f))));
}

static float blend_of(float a, float b, float t) { return a + (b - a) * t; }

static float lattice_at(__global const traced_scene *scene, __global const float *lattice, float3 place)
{
    const int across = scene->counts[0], layer = across * scene->counts[1];
    const float3 last = (float3)((float)(scene->counts[0] - 1), (float)(scene->counts[1] - 1), (float)(scene->counts[2] - 1));
    const float3 p = fmin(last, (place - vload3(0, scene->low)) * (1.0f / scene->cell));
    const int x = min((int)p.x, scene->counts[0] - 2), y = min((int)p.y, scene->counts[1] - 2);
    const int z = min((int)p.z, scene->counts[2] - 2);
    const float u = p.x - (float)x, v = p.y - (float)y, w = p.z - (float)z;
    __global const float *d = lattice + z * layer + y * across + x;
    const float front = blend_of(blend_of(d[0], d[1], u), blend_of(d[across], d[across + 1], u), v);
    const float back = blend_of(
        blend_of(d[layer], d[layer + 1], u), blend_of(d[layer + across], d[layer + across + 1], u), v);
    return blend_of(front, back, w);
}

// Goes on for as long as the lattice proves that there is no surface.
static void skip_empty(
    __global const traced_scene *scene, __global const float *lattice, __global traced_ray *ray)
{
    const float3 origin = vload3(0, ray->origin), direction = vload3(0, ray->direction);
    const float3 low = vload3(0, scene->low), high = vload3(0, scene->high);
    const float begin = ray->distance, shortest = 0.25f * scene->cell;
    float t = begin;
    while (t <= ray->end)
    {
        const float3 place = fmin(high, fmax(low, origin + direction * t));
        const float bound = scene->certainty * lattice_at(scene, lattice, place) - scene->slack;
        if (!(bound > shortest)) break;
        t += bound;
    }
    if (t > begin)
    {
        ray->outside_at = begin;
        ray->outside = NAN;
        ray->distance = t;
    }
    if (t > ray->end) ray->state = MISSED;
}

static void hit(__global traced_ray *ray, float t)
{
    ray->state = HIT;
    ray->distance = t;
}

// Goes to where a straight line between both ends would cross zero, a tenth away from either.
static void split(__global traced_ray *ray, float near)
{
    const float a = ray->outside_at, b = ray->inside_at;
    const float part = clamp(ray->outside / (ray->outside - ray->inside), 0.1f, 0.9f);
    ray->distance = a + (b - a) * part;
    if (b - a < near) ray->state = HIT;
}

static void go_on(
    __global const traced_scene *scene, __global const float *lattice, __global traced_ray *ray, float value, float near)
{
    const float t = ray->distance, slope = (ray->outside - value) / (t - ray->outside_at);
    float step = $step_factor * value;
    if (isnan(slope)) step *= 0.5f;
    else if (slope > 1.0f) step /= slope;
    ray->outside_at = t;
    ray->outside = value;
    ray->distance = t + fmax(step, near);
    if (value > 2.0f * scene->slack) skip_empty(scene, lattice, ray);
    else if (ray->distance > ray->end) ray->state = MISSED;
}

static void enter(__global traced_ray *ray, float value, float near)
{
    const float t = ray->distance;
    if (!isnan(ray->outside))
    {
        ray->state = BRACKETED;
        ray->inside_at = t;
        ray->inside = value;
        split(ray, near);
    }
    else if (t > ray->outside_at) ray->distance = fmax(ray->outside_at, t + 2.0f * value - near);
    else hit(ray, t);
}

static void close_in(__global traced_ray *ray, float value, float near)
{
    if (value > 0.0f)
    {
        ray->outside_at = ray->distance;
        ray->outside = value;
    }
    else
    {
        ray->inside_at = ray->distance;
        ray->inside = value;
    }
    split(ray, near);
}

// Launch: a work-item per ray of all.
__kernel void surface_begin(
    __global const traced_scene *restrict scene, __global const float *restrict lattice,
    __global traced_ray *restrict rays, __global int *restrict goes_on, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    if (rays[i].state == MARCHING) skip_empty(scene, lattice, rays + i);
    goes_on[i] = rays[i].state == MARCHING;
}

// Launch: a work-item per ray under way.
__kernel void surface_place(
    __global traced_ray *restrict rays, __global const int *restrict active, __global float *restrict coordinates,
    int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    __global traced_ray *ray = rays + active[i];
    const float3 place = place_on(ray);
    ray->steps++;
    __global float *to = coordinates + in_batch(3, 0, i);
    to[0] = place.x;
    to[TILE] = place.y;
    to[2 * TILE] = place.z;
}

// Launch: as before.
__kernel void surface_step(
    __global const traced_scene *restrict scene, __global const float *restrict lattice,
    __global traced_ray *restrict rays, __global const int *restrict active, __global const float *restrict values,
    __global int *restrict goes_on, int count, int is_last)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    __global traced_ray *ray = rays + active[i];
    const float t = ray->distance, pixel = scene->pixel_angle * t;
    const float value = to_surface(scene, place_on(ray), values[i]);
    const float near = fmax($hit_pixels * pixel, $precision * (1.0f + t));
    if (is_last)
    {
        if (fabs(value) < pixel) hit(ray, t);
        else ray->state = MISSED;
    }
    else if (isnan(value)) ray->state = MISSED;
    else if (fabs(value) < near) hit(ray, t + value);
    else if (ray->state == BRACKETED) close_in(ray, value, near);
    else if (value < 0.0f) enter(ray, value, near);
    else go_on(scene, lattice, ray, value, near);
    goes_on[i] = ray->state == MARCHING || ray->state == BRACKETED;
}
