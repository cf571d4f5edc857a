// Counts the samples of each ray in front of which more than the least transmittance is left.
// Launch: a work-item per ray.
__kernel void cull(
    __global const float *restrict distances, __global const float *restrict stretches,
    __global const int *restrict counts, __global const int *restrict starts, __global const float *restrict densities,
    __global int *restrict seen, int ray_count)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    __global const float *own = distances + (size_t)number * MOST_SAMPLES;
    const int count = counts[number], start = starts[number];
    int i = 0;
    for (float transmittance = 1.0f; i < count && transmittance >= LEAST_TRANSMITTANCE; i++)
        transmittance *= exp(-densities[start + i] * (step_at(own[i]) * stretches[number]));
    seen[number] = i;
}
