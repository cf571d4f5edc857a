// What follows a complex sum: the wavelet, whose arguments the backward pass needs.
static void ${name}_store($arguments, __global real *rows, int o)
{
    real psi[2];
    $wavelet($parts, psi);
    ROW(rows, $value_row + 2 * o) = psi[0];
    ROW(rows, $value_row + 2 * o + 1) = psi[1];
    ROW(rows, $slope_row + 2 * o) = re;
    ROW(rows, $slope_row + 2 * o + 1) = $imaginary;
}
