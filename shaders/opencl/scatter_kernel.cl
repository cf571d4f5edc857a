// Launch: levels along the second axis; along the first one work-item, or with atomics many that share the samples.
__kernel void scatter(
    __global const float *restrict coordinates, __global const float *restrict features,
    __global float *restrict gradients, __global const int *restrict counts)
{
    const int samples = counts[0];
    int level = get_global_id(1);
$levels
}
