// Writes the coordinates of rays' samples into a batch: position in [0, 1] cubed, (direction + 1) / 2.
// Launch: a work-item per ray.
__kernel void place(
    __global const float *restrict rays, __global const float *restrict distances, __global const int *restrict counts,
    __global const int *restrict starts, __global float *restrict coordinates, int ray_count)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    const ray_line line = line_of(rays + number * RAY);
    __global const float *own = distances + (size_t)number * MOST_SAMPLES;
    const int count = counts[number], start = starts[number];
    for (int i = 0; i < count; i++) place_sample(line, own[i], coordinates, start + i);
}
