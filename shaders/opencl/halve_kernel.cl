// Copies parameters to the tables that are read in half precision. Launch: a work-item per number.
__kernel void halve(__global const float *restrict parameters, __global half *restrict tables, int count)
{
    const int i = get_global_id(0);
    if (i < count) vstore_half(parameters[i], i, tables);
}
