// Rays that are under way. Launch: a work-item per ray of all, or of those that are under way.
__kernel void begin(__global int *restrict active, int count)
{
    const int i = get_global_id(0);
    if (i < count) active[i] = i;
}

__kernel void collect(
    __global const int *restrict active, __global const int *restrict goes_on, __global const int *restrict places,
    __global int *restrict rest, int count)
{
    const int i = get_global_id(0);
    if (i < count && goes_on[i] != 0) rest[places[i]] = active[i];
}
