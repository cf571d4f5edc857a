// What follows a sum of a layer where steps differentiate twice: the activation, its slope and its curvature.
static void ${name}_store(real z, __global real *rows, int o)
{
    ROW(rows, $value_row + o) = $value;
    ROW(rows, $bend_row + o) = $slope;
    ROW(rows, $curvature_row + o) = $curvature;
}
