// Evaluates samples that lie in a batch; counts[0] says how many there are. Work-items take them in turns, and each has
// its own rows of scratch. Launch: any number of groups of GROUP.
__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void $kernel(
    __global const float *restrict parameters, __global const float *restrict coordinates,
    __global float *restrict outputs, __global real *restrict scratch, __global const float *restrict features,
    __global const int *restrict counts)
{
    const int count = counts[0];
    __global real *rows = item_rows(scratch, get_global_id(0), ROWS);
    STAGE;
    // All of a group come along: they share the weights.
    for (int first = get_group_id(0) * GROUP; first * ITEM < count; first += get_global_size(0))
    {
        const int item = first + (int)get_local_id(0);
        for (int q = 0; q < VECTORS; q++)
            for (int i = 0; i < $inputs; i++)
                ROW(rows + q * LANES, i) = LOAD(coordinates + in_batch($inputs, i, item * ITEM + q * WIDTH));
$forward
        for (int q = 0; q < VECTORS; q++)
        {
            __global const real *own = rows + q * LANES;
            const int sample = item * ITEM + q * WIDTH;
$heads
        }
    }
}
