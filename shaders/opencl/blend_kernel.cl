// Blends the samples of each ray over its background, judges the colour, and goes back to the derivatives by each
// sample's density and colour, which it leaves in the places of their values. Mildenhall et al. 2020, NeRF, eq. 3.
// numbers: [3] rows of room for a number per sample: weights, transmittances behind, derivatives by the weights.
// totals[1]: rays that count. by_rays: derivatives by the numbers of cameras. Launch: a work-item per ray.
__kernel void blend(
    __global const float *restrict rays, __global const float *restrict distances,
    __global const float *restrict stretches, __global const int *restrict counts, __global const int *restrict starts,
    __global float *restrict values, __global float *restrict numbers, __global float *restrict losses,
    __global const int *restrict totals, __global const float *restrict cameras, __global float *restrict by_rays,
    int ray_count, int capacity)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    if (number >= totals[1])
    {
        losses[number] = 0.0f;
        return;
    }
    __global const float *ray = rays + number * RAY, *own = distances + (size_t)number * MOST_SAMPLES;
    const int count = counts[number], start = starts[number];
    const float stretch = stretches[number], per_ray = 1.0f / (float)totals[1];
    __global float *weights = numbers + start, *behind = weights + capacity, *by_weight = behind + capacity;
    const float3 target = vload3(0, ray + 8), background = vload3(0, ray + 11);
    float left = 1.0f;
    float3 color = (float3)(0.0f);
    for (int i = 0; i < count; i++)
    {
        __global const float *value = values + in_batch(4, 0, start + i);
        const float after = left * exp(-value[$density * TILE] * (step_at(own[i]) * stretch));
        weights[i] = left - after;
        behind[i] = after;
        left = after;
        color += (float3)(value[$color * TILE], value[($color + 1) * TILE], value[($color + 2) * TILE]) * weights[i];
    }
#if SCALES_COLORS
    const float3 gain = (float3)(1.0f) + vload3(0, cameras + view_of(ray) * CAMERA + 7), own_color = color;
    color *= gain;
#endif
    color += background * left;
    losses[number] = $loss(color.x, target.x) + $loss(color.y, target.y) + $loss(color.z, target.z);
    float3 slope = (float3)($loss_slope(color.x, target.x), $loss_slope(color.y, target.y),
        $loss_slope(color.z, target.z)) * (per_ray / 3.0f);
    float last = dot(slope, background);
#if SCALES_COLORS
    vstore3(own_color * slope, 0, by_rays + number * CAMERA + 7);
    slope *= gain;
#endif
    for (int i = 0; i < count; i++)
    {
        __global float *value = values + in_batch(4, 0, start + i);
        by_weight[i] =
            dot(slope, (float3)(value[$color * TILE], value[($color + 1) * TILE], value[($color + 2) * TILE]));
        value[$color * TILE] = weights[i] * slope.x;
        value[($color + 1) * TILE] = weights[i] * slope.y;
        value[($color + 2) * TILE] = weights[i] * slope.z;
    }
    if (OPACITY_LOSS > 0.0f && count > 0)
        last += OPACITY_LOSS * per_ray * (log(fmax(1.0f - left, 1e-5f)) + 1.0f);
    if (DISTORTION_LOSS > 0.0f) distort(own, stretch, weights, by_weight, count, DISTORTION_LOSS * per_ray);
    float rest = left * last;
    for (int i = count - 1; i >= 0; i--)
    {
        values[in_batch(4, $density, start + i)] =
            (step_at(own[i]) * stretch) * (behind[i] * by_weight[i] - rest);
        rest += weights[i] * by_weight[i];
    }
}
