// What follows a sum of a layer over movements: the activation's slope makes it the movement of the layer's values; with
// the curvature it adds to the gradient of what stands before the activation.
static void ${name}_store(real z, __global real *rows, int o)
{
    ROW(rows, $move_row + o) = z * ROW(rows, $bend_row + o);
    ROW(rows, $curvature_row + o) *= z;
}
