// The kernels of radial bases that samples see; they stay in the batch. Launch: any number of work-items, which share
// the samples.
__kernel void locate(
    __global const float *restrict parameters, __global const int *restrict index,
    __global const float *restrict coordinates, __global float *restrict features, __global const int *restrict counts)
{
    const int count = counts[0];
$bases
}
