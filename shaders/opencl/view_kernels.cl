// Rays of a picture. A ray is VIEW_RAY numbers: origin, direction, where it begins, where it ends; its light LIGHT ones:
// colour, opacity, distance by weight, distance of the largest weight, how many samples were blended, the largest weight.
#define VIEW_RAY 8
#define LIGHT 8

// Finds the next samples of rays. Launch: a work-item per ray of a part of those that are under way.
__kernel void view_march(
    __global const float *restrict rays, __global const int *restrict active, __global const uint *restrict bits,
    __global const int *restrict blocks, __global float *restrict next, __global float *restrict distances,
    __global int *restrict counts, int first, int count, int samples)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[first + i];
    __global const float *ray = rays + (size_t)number * VIEW_RAY;
    __global float *own = distances + (size_t)i * samples;
    const ray_line line = line_of(ray);
    const float3 inverse = inverse_of(line.direction);
    int found = 0;
    float t = next[number];
    while (t < ray[7])
    {
        const float step = step_at(t);
        const float skip = empty_ahead(bits, blocks, line.origin + line.direction * t, line.direction, inverse, step);
        if (skip >= 0.0f)
        {
            t = skip_to(t, skip, step, 1.0f);
            continue;
        }
        if (found == samples) break;
        own[found++] = t;
        t += step;
    }
    next[number] = t;
    counts[i] = found;
}

// Launch: as before.
__kernel void view_place(
    __global const float *restrict rays, __global const int *restrict active, __global const float *restrict distances,
    __global const int *restrict counts, __global const int *restrict starts, __global float *restrict coordinates,
    int first, int count, int samples)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const ray_line line = line_of(rays + (size_t)active[first + i] * VIEW_RAY);
    for (int s = 0; s < counts[i]; s++)
        place_sample(line, distances[(size_t)i * samples + s], coordinates, starts[i] + s);
}

// Blends the samples that were found. Launch: as before.
__kernel void view_blend(
    __global const float *restrict rays, __global const int *restrict active, __global const float *restrict next,
    __global const float *restrict distances, __global const int *restrict counts, __global const int *restrict starts,
    __global const float *restrict values, __global float *restrict passing, __global float *restrict lights,
    __global int *restrict goes_on, int first, int count, int samples, float least)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = active[first + i];
    __global float *light = lights + (size_t)number * LIGHT;
    float left = passing[number], opacity = light[3], distance = light[4], largest_at = light[5], largest = light[7];
    int blended = as_int(light[6]);
    float3 color = vload3(0, light);
    for (int s = 0; s < counts[i] && left >= least; s++)
    {
        __global const float *value = values + in_batch(4, 0, starts[i] + s);
        const float t = distances[(size_t)i * samples + s], rest = exp(-value[$density * TILE] * step_at(t));
        const float weight = left * (1.0f - rest);
        color += (float3)(value[$color * TILE], value[($color + 1) * TILE], value[($color + 2) * TILE]) * weight;
        opacity += weight;
        distance += weight * t;
        largest_at = weight > largest ? t : largest_at;
        largest = fmax(weight, largest);
        left *= rest;
        blended++;
    }
    vstore3(color, 0, light);
    light[3] = opacity;
    light[4] = distance;
    light[5] = largest_at;
    light[6] = as_float(blended);
    light[7] = largest;
    passing[number] = left;
    goes_on[first + i] = next[number] < rays[(size_t)number * VIEW_RAY + 7] && left >= least;
}

// The corners of a tetrahedron, whose differences tell a slope.
static float3 corner_of(int i)
{
    return (float3)(i == 0 || i == 3 ? 1.0f : -1.0f, i < 2 ? -1.0f : 1.0f, (i & 1) != 0 ? 1.0f : -1.0f);
}

// Places around the sample of largest weight. Launch: a work-item per ray that is asked for.
__kernel void view_around(
    __global const float *restrict rays, __global const int *restrict asked, __global const float *restrict lights,
    __global float *restrict coordinates, int first, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    const int number = asked[i] - first;
    for (int c = 0; c < 4; c++)
    {
        ray_line line = line_of(rays + (size_t)number * VIEW_RAY);
        line.origin += corner_of(c) * MIN_STEP;
        place_sample(line, lights[(size_t)number * LIGHT + 5], coordinates, 4 * i + c);
    }
}

// Launch: as before.
__kernel void view_slopes(__global const float *restrict values, __global float *restrict slopes, int count)
{
    const int i = get_global_id(0);
    if (i >= count) return;
    float3 slope = (float3)(0.0f);
    for (int c = 0; c < 4; c++) slope += corner_of(c) * fmin(values[in_batch(4, $density, 4 * i + c)], 1e6f);
    vstore3(slope, i, slopes);
}
