// Finds the samples of rays, whose distances from the eye it leaves. A ray with more samples than there is room for
// takes steps of twice the length. Launch: a work-item per ray.
__kernel void march(
    __global const float *restrict rays, __global const uint *restrict bits, __global const int *restrict blocks,
    __global float *restrict distances, __global float *restrict stretches, __global int *restrict counts, int ray_count)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    __global const float *ray = rays + number * RAY;
    __global float *own = distances + (size_t)number * MOST_SAMPLES;
    const ray_line line = line_of(ray);
    const float3 inverse = inverse_of(line.direction);
    const float3 low = ((float3)(LOW) - line.origin) * inverse, high = ((float3)(HIGH) - line.origin) * inverse;
    const float3 enter = fmin(low, high), leave = fmax(low, high);
    const float near = fmax(fmax(fmax(enter.x, enter.y), fmax(enter.z, 0.0f)), ray[6]);
    const float far = fmin(leave.x, fmin(leave.y, leave.z));
    counts[number] = 0;
    stretches[number] = 1.0f;
    if (!(near < far)) return;
    for (float stretch = 1.0f;; stretch *= 2.0f)
    {
        int count = 0;
        float t = near + step_at(near) * (ray[7] * stretch);
        while (t < far)
        {
            const float step = step_at(t) * stretch;
            const float skip =
                empty_ahead(bits, blocks, line.origin + line.direction * t, line.direction, inverse, step);
            if (skip >= 0.0f)
            {
                t = skip_to(t, skip, step, stretch);
                continue;
            }
            if (count == MOST_SAMPLES) break;
            own[count++] = t;
            t += step;
        }
        counts[number] = count;
        stretches[number] = stretch;
        if (t >= far) return;
    }
}
