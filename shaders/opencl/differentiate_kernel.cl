__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void differentiate(
    __global const float *restrict parameters, __global const entry *restrict tables, __global const int *restrict index,
    __global const float *restrict inputs, __global float *restrict outputs,
    __global const float *restrict output_gradients, __global float *restrict input_gradients,
    __global real *restrict scratch, int count)
{
    __global real *rows = item_rows(scratch, get_global_id(0), ROWS);
    STAGE;
    // All of a group come along: they share the weights.
    for (int first = get_group_id(0) * GROUP; first * ITEM < count; first += get_global_size(0))
    {
        const int item = first + (int)get_local_id(0);
        for (int q = 0; q < VECTORS; q++)
            for (int i = 0; i < $inputs; i++)
                ROW(rows + q * LANES, i) = read_column(inputs + i, $inputs, item * ITEM + q * WIDTH, count);
$forward
        for (int i = $first_gradient * STRIDE; i < ROWS * STRIDE; i += LANES) rows[i] = R(0.0f);
        for (int q = 0; q < VECTORS; q++)
        {
            __global real *own = rows + q * LANES;
            const int sample = item * ITEM + q * WIDTH;
$heads
        }
$backward
        for (int q = 0; q < VECTORS; q++)
            for (int i = 0; i < $inputs; i++)
                write_column(
                    input_gradients + i, $inputs, item * ITEM + q * WIDTH, count,
                    ROW(rows + q * LANES, $input_gradients + i));
    }
}
