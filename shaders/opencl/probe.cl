// What a device does at most. Chains of multiply-adds that do not wait for one another; their sum keeps them from being
// left out. Launch: any number of groups of GROUP.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void multiply_adds(__global float *results, int rounds)
{
    const real factor = R(0.999f), more = R(0.001f) * (real)(get_local_id(0) + 1);
    @real a# = R((float)(# + 1));
    for (int i = 0; i < rounds; i++)
    {
        @a# = fma(a#, factor, more);
    }
    real all = R(0.0f);
    @all += a#;
    results[get_global_id(0)] = sum(all);
}

// Launch: any number of groups of GROUP, which share the vectors.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void copy(
    __global const float *restrict from, __global float *restrict to, int vectors)
{
    for (int i = get_global_id(0); i < vectors; i += get_global_size(0))
        STORE(LOAD(from + (size_t)i * WIDTH), to + (size_t)i * WIDTH);
}
