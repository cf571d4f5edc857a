__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void infer(
    __global const float *restrict parameters, __global const float *restrict inputs, __global float *restrict outputs,
    __global real *restrict scratch, int count)
{
    __global real *rows = item_rows(scratch, get_global_id(0), ROWS);
    for (int item = get_global_id(0); item * ITEM < count; item += get_global_size(0))
    {
        for (int q = 0; q < VECTORS; q++)
            for (int i = 0; i < $inputs; i++)
                ROW(rows + q * LANES, i) = read_column(inputs + i, $inputs, item * ITEM + q * WIDTH, count);
$forward
        for (int q = 0; q < VECTORS; q++)
        {
            __global const real *own = rows + q * LANES;
            const int sample = item * ITEM + q * WIDTH;
$heads
        }
    }
}
