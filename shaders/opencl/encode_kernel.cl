// Features of all samples, a level after the other, so that a level's table stays in the caches while it is read.
// Launch: levels along the second axis; along the first any number of work-items, which share the samples.
__kernel void encode(
    __global const float *restrict parameters, __global const entry *restrict tables,
    __global const float *restrict coordinates, __global float *restrict features, __global const int *restrict counts,
    int first_level)
{
    const int count = counts[0];
    int level = first_level + (int)get_global_id(1);
$levels
}
