// What follows a sum of the sweep: the derivative of the field's value before the activation.
static void ${name}_pull(real d, __global real *rows, int i)
{
    ROW(rows, $delta_row + i) = d * ROW(rows, $bend_row + i);
    ROW(rows, $curvature_row + i) *= d;
}
