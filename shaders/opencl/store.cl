// What follows a sum of a layer: the activation.
static void ${name}_store(real z, __global real *rows, int o)
{
    ROW(rows, $value_row + o) = $value;
}
