// Launch: levels along the second axis; along the first a work-item per slice of a level's entries, or with atomics many
// that share the samples.
__kernel void scatter(
    __global const float *restrict coordinates, __global const float *restrict features,
    __global float *restrict gradients, __global const int *restrict counts)
{
    const int samples = counts[0];
    int level = get_global_id(1);
$levels
}
