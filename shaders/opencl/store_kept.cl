// What follows a sum of a layer: the activation, and its slope for the backward pass.
static void ${name}_store(real z, __global real *rows, int o)
{
    ROW(rows, $value_row + o) = $value;
    ROW(rows, $slope_row + o) = $slope;
}
