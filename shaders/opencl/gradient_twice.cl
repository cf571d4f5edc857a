// Sums over samples of two products of rows, four by four: output gradients with inputs, and derivatives of the
// field's value with movements of the inputs.
static void $name(
    int block, __global real *scratch, __global float *gradients, int items, int is_first, __local float *shared)
{
    const int o = block / $columns * 4, i = block % $columns * 4;
    // Rows past the edge repeat the last one; nobody keeps their sums.
    @const int output_row# = $gradient_row + min(o + #, $height - 1) * $step;
    @const int input_row% = $input_row + min(i + %, $span - 1);
    @const int delta_row# = $delta_row + min(o + #, $height - 1) * $step;
    @const int move_row% = $move_row + min(i + %, $span - 1);
    @real a#_% = R(0.0f);
    for (int item = get_local_id(0); item < items; item += GROUP)
    {
        __global const real *rows = item_rows(scratch, item, ROWS);
        for (int q = 0; q < VECTORS; q++, rows += LANES)
        {
            @const real d# = ROW(rows, output_row#);
            @const real e# = ROW(rows, delta_row#);
            @const real x% = ROW(rows, input_row%);
            @const real y% = ROW(rows, move_row%);
            @a#_% = fma(d#, x%, fma(e#, y%, a#_%));
        }
    }
    @const float s#_% = total(a#_%, shared);
    if (get_local_id(0) != 0) return;
$keep
}
