// Brings samples into a batch. inputs: [count, numbers of a sample]. Launch: a work-item per sample.
__kernel void arrange(
    __global const float *restrict inputs, __global float *restrict coordinates, __global const int *restrict counts)
{
    const int sample = get_global_id(0);
    if (sample >= counts[0]) return;
    for (int i = 0; i < $inputs; i++) coordinates[in_batch($inputs, i, sample)] = inputs[(size_t)sample * $inputs + i];
}
