// Sums over samples of rows of output gradients, four at once.
static void $name(
    int block, __global real *scratch, __global float *gradients, int items, int is_first, __local float *shared)
{
    const int o = block * 4;
    @const int output_row# = $gradient_row + min(o + #, $height - 1) * $step;
    @real a# = R(0.0f);
    for (int item = get_local_id(0); item < items; item += GROUP)
    {
        __global const real *rows = item_rows(scratch, item, ROWS);
        for (int q = 0; q < VECTORS; q++, rows += LANES)
        {
            @a# += ROW(rows, output_row#);
        }
    }
    @const float s# = total(a#, shared);
    if (get_local_id(0) != 0) return;
    @if (o + # < $height) keep(gradients + $biases + o + #, s#, is_first);
}
