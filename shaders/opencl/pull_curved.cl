// What follows a sum of the backward pass where steps differentiate twice.
static void ${name}_pull(real d, __global real *rows, int i)
{
    ROW(rows, $row + i) = fma(d, ROW(rows, $bend_row + i), ROW(rows, $curvature_row + i));
}
