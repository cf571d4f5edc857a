// Writes the coordinates of rays' samples into a batch: position in [0, 1] cubed, (direction + 1) / 2.
// Launch: a work-item per ray.
__kernel void place(
    __global const float *restrict rays, __global const float *restrict distances, __global const int *restrict counts,
    __global const int *restrict starts, __global float *restrict coordinates, int ray_count)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    const ray_line line = line_of(rays + number * RAY);
    const float3 direction = line.direction * 0.5f + (float3)(0.5f);
    __global const float *own = distances + (size_t)number * MOST_SAMPLES;
    const int count = counts[number], start = starts[number];
    for (int i = 0; i < count; i++)
    {
        const float3 x = (line.origin + line.direction * own[i] - (float3)(LOW)) * PER_SPACE;
        __global float *to = coordinates + in_batch(6, 0, start + i);
        to[0] = x.x;
        to[TILE] = x.y;
        to[2 * TILE] = x.z;
        to[3 * TILE] = direction.x;
        to[4 * TILE] = direction.y;
        to[5 * TILE] = direction.z;
    }
}
