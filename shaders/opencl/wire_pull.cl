// What follows a sum of the backward pass: back through the wavelet, over its arguments.
static void ${name}_pull(real d_re, real d_im, __global real *rows, int i)
{
    real d[2];
    $pullback(
        ROW(rows, $slope_row + 2 * i), ROW(rows, $slope_row + 2 * i + 1), ROW(rows, $value_row + 2 * i),
        ROW(rows, $value_row + 2 * i + 1), d_re, d_im, d);
    ROW(rows, $slope_row + 2 * i) = d[0];
    ROW(rows, $slope_row + 2 * i + 1) = d[1];
}
