// Lights what rays met: normals, creases and the way to the light by the field itself, further away by the lattice.
typedef struct
{
    float key[3], fill[3], rim[3], up[3], eye[3], floor_place[3], floor_radius, normal_step, normal_pixels;
} studio;

// What a ray shows; on the way to its colour the first two components hold its openness and the light's visibility.
typedef struct { float normal[3], color[3], shadow; } traced_look;

typedef float3 vec3;
typedef float4 vec4;
#define vec3(...) ((float3)(__VA_ARGS__))
#define vec4(...) ((float4)(__VA_ARGS__))
#define SCENE __global const traced_scene *scene, __global const float *lattice, __global const studio *light,
#define SEEN scene, lattice, light,
#define SEEN_AS \
    __global const traced_scene *restrict scene, __global const float *restrict lattice, \
    __global const studio *restrict light
#define LIGHT_KEY vload3(0, light->key)
#define LIGHT_FILL vload3(0, light->fill)
#define LIGHT_RIM vload3(0, light->rim)
#define LIGHT_UP vload3(0, light->up)
#define EYE vload3(0, light->eye)
#define FLOOR_PLACE vload3(0, light->floor_place)
#define FLOOR_RADIUS light->floor_radius
#define GRID_CELL scene->cell
#define DOMAIN_MIN vload3(0, scene->low)
#define DOMAIN_MAX vload3(0, scene->high)
#define grid_at(place, beyond) lattice_around(scene, lattice, place, &beyond)

static float smooth_unit(float t)
{
    const float x = clamp(t, 0.0f, 1.0f);
    return x * x * (3.0f - 2.0f * x);
}

static float lattice_around(
    __global const traced_scene *scene, __global const float *lattice, float3 place, float *beyond)
{
    const float3 inside = fmin(DOMAIN_MAX, fmax(DOMAIN_MIN, place));
    *beyond = distance(inside, place);
    return lattice_at(scene, lattice, inside) + *beyond;
}

$studio_light
static float3 unit_or_none(float3 slope)
{
    const float way = length(slope);
    return way > 0.0f && isfinite(way) ? slope / way : (float3)(0.0f);
}

static void write_place(float3 place, __global float *coordinates, int sample)
{
    __global float *to = coordinates + in_batch(3, 0, sample);
    to[0] = place.x;
    to[TILE] = place.y;
    to[2 * TILE] = place.z;
}

static float pixel_at(__global const traced_scene *scene, __global const traced_ray *ray)
{
    return scene->pixel_angle * ray->distance;
}

// One of the six places around a hit whose differences make its normal.
static float3 place_around(SCENE __global const traced_ray *ray, int k)
{
    const float way = fmax(light->normal_step, light->normal_pixels * pixel_at(scene, ray));
    const float move = (k & 1) == 0 ? way : -way;
    return place_on(ray) + (float3)(k < 2 ? move : 0.0f, k >> 1 == 1 ? move : 0.0f, k >= 4 ? move : 0.0f);
}

// A little above the surface, so that where a ray ended does not matter; then along the normal, or towards the light.
static float3 place_beside(
    SCENE __global const traced_ray *ray, __global const traced_look *look, int k, int to_light)
{
    const float3 normal = vload3(0, look->normal), start = place_on(ray) + normal * (0.1f * pixel_at(scene, ray));
    if (k < 0) return start;
    return start + (to_light ? LIGHT_KEY * (shadow_tap(k) * scene->cell) : normal * (crease_tap(k) * scene->cell));
}

// Launch of those that follow: a work-item per ray of all, or of a part of those that are under way.
__kernel void surface_hits(__global const traced_ray *restrict rays, __global int *restrict goes_on, int count)
{
    const int i = get_global_id(0);
    if (i < count) goes_on[i] = rays[i].state == HIT;
}

__kernel void surface_lit(
    __global const studio *restrict light, __global const int *restrict active,
    __global const traced_look *restrict looks, __global int *restrict goes_on, int count)
{
    const int i = get_global_id(0);
    if (i < count) goes_on[i] = dot(vload3(0, looks[active[i]].normal), LIGHT_KEY) > 0.0f;
}

__kernel void surface_around(
    SEEN_AS, __global const traced_ray *restrict rays, __global const int *restrict active,
    __global float *restrict coordinates, int first, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    for (int k = 0; k < 6; k++) write_place(place_around(SEEN rays + active[first + i], k), coordinates, 6 * i + k);
}

__kernel void surface_slopes(
    SEEN_AS, __global const traced_ray *restrict rays, __global const int *restrict active,
    __global const float *restrict values, __global traced_look *restrict looks, int first, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[first + i];
    float v[6];
    for (int k = 0; k < 6; k++) v[k] = to_surface(scene, place_around(SEEN rays + number, k), values[6 * i + k]);
    vstore3(unit_or_none((float3)(v[0] - v[1], v[2] - v[3], v[4] - v[5])), 0, looks[number].normal);
}

__kernel void surface_places(
    __global const traced_ray *restrict rays, __global const int *restrict active, __global float *restrict places,
    int count)
{
    const int i = get_global_id(0);
    if (i < count) vstore3(place_on(rays + active[i]), i, places);
}

// Where the box is further than the shape, its side is what is seen.
__kernel void surface_gradients(
    __global const traced_scene *restrict scene, __global const traced_ray *restrict rays,
    __global const int *restrict active, __global const float *restrict values,
    __global const float *restrict gradients, __global traced_look *restrict looks, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const float3 place = place_on(rays + active[i]);
    const float3 low = vload3(0, scene->box_low) - place, high = place - vload3(0, scene->box_high);
    const float3 far = fmax(low, high);
    float3 slope = vload3(i, gradients);
    if (scene->has_box && to_surface(scene, place, values[i]) > values[i] - scene->level)
    {
        const float3 side =
            (float3)(high.x > low.x ? 1.0f : -1.0f, high.y > low.y ? 1.0f : -1.0f, high.z > low.z ? 1.0f : -1.0f);
        slope = far.x >= far.y && far.x >= far.z ? (float3)(side.x, 0.0f, 0.0f)
            : far.y >= far.z ? (float3)(0.0f, side.y, 0.0f) : (float3)(0.0f, 0.0f, side.z);
    }
    vstore3(unit_or_none(slope), 0, looks[active[i]].normal);
}

__kernel void surface_beside(
    SEEN_AS, __global const traced_ray *restrict rays, __global const int *restrict active,
    __global const traced_look *restrict looks, __global float *restrict coordinates, int first, int count, int taps,
    int to_light)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[first + i];
    for (int k = 0; k < taps; k++)
        write_place(place_beside(SEEN rays + number, looks + number, k, to_light), coordinates, taps * i + k);
}

__kernel void surface_creases(
    SEEN_AS, __global const traced_ray *restrict rays, __global const int *restrict active,
    __global const float *restrict values, __global traced_look *restrict looks, int first, int count, int taps)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[first + i];
    float open = 0.0f;
    for (int k = 0; k < taps; k++)
    {
        const float3 place = place_beside(SEEN rays + number, looks + number, k, 0);
        open += clamp(to_surface(scene, place, values[taps * i + k]) / (crease_tap(k) * scene->cell), 0.0f, 1.0f);
    }
    looks[number].color[0] = open / (float)taps;
}

__kernel void surface_shadows(
    SEEN_AS, __global const traced_ray *restrict rays, __global const int *restrict active,
    __global const float *restrict values, __global traced_look *restrict looks, int first, int count, int taps)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[first + i];
    float clearance = 1.0f;
    for (int k = 0; k < taps; k++)
    {
        const float3 place = place_beside(SEEN rays + number, looks + number, k, 1);
        const float way = LIGHT_SIZE * shadow_tap(k) * scene->cell;
        clearance = fmin(clearance, to_surface(scene, place, values[taps * i + k]) / way);
    }
    const float3 start = place_beside(SEEN rays + number, looks + number, -1, 1);
    looks[number].color[1] = light_visibility(shadow_march(SEEN start, 2.5f * scene->cell, clearance));
}

__kernel void surface_shade(
    SEEN_AS, __global const traced_ray *restrict rays, __global const int *restrict active,
    __global traced_look *restrict looks, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[i];
    __global const traced_ray *ray = rays + number;
    __global traced_look *look = looks + number;
    const float3 normal = vload3(0, look->normal);
    const float4 surrounding = gather(SEEN place_on(ray), normal);
    const float3 color =
        shade(SEEN normal, -vload3(0, ray->direction), look->color[1], surrounding, look->color[0]);
    vstore3(color, 0, look->color);
}

__kernel void surface_floor(
    SEEN_AS, __global const traced_ray *restrict rays, __global traced_look *restrict looks, int count)
{
    const int i = get_global_id(0);
    if (i < count && rays[i].state == MISSED) looks[i].shadow = floor_shadow(SEEN vload3(0, rays[i].direction));
}
