// Launch: a group per run. A run is { first parameter, how many, role, bits of the factor on its rate }.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void update(
    __global float *restrict parameters, __global float *restrict gradients, __global float *restrict first,
    __global float *restrict second, __global float *restrict average, __global ushort *restrict counts,
    __global const float *restrict corrections, __global const int4 *restrict runs, __global entry *tables,
    int last_correction, float rate, float correction, float keep_average, float take_average)
{
    const int4 run = runs[get_group_id(0)];
    const float factor = as_float(run.w);
    if (factor == 0.0f)
        for (int i = run.x + (int)get_local_id(0); i < run.x + run.y; i += GROUP) gradients[i] = 0.0f;
    else if (run.z == 0) update_matrix(run.x, run.y, factor, parameters, gradients, first, second, rate, correction);
    else if (run.z == 1) update_bias(run.x, run.y, factor, parameters, gradients, first, second, rate, correction);
    else
    {
        $table_update;
#if HALF_TABLES
        barrier(CLK_GLOBAL_MEM_FENCE);
        for (int i = run.x + (int)get_local_id(0); i < run.x + run.y; i += GROUP) vstore_half(parameters[i], i, tables);
#endif
    }
#if AVERAGED
    for (int i = run.x + (int)get_local_id(0); i < run.x + run.y; i += GROUP)
        average[i] = average[i] * keep_average + parameters[i] * take_average;
#endif
}
