// What follows a sum of the backward pass: the slope that stands where the gradient goes.
static void ${name}_pull(real d, __global real *rows, int i)
{
    ROW(rows, $row + i) $how d;
}
