// Launch: a work-item per level, or with atomics many along the second axis.
__kernel void scatter(
    __global const float *restrict coordinates, __global const float *restrict features,
    __global float *restrict gradients, int samples)
{
    int level = get_global_id(0);
$levels
}
