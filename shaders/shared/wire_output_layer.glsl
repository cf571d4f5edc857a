// Complex to real: the real part of a complex affine map. Real and imaginary parts of x and W alternate.
$head
{
    for (int o = 0; o < $outputs; o++)
    {
        float z = $bias;
        for (int i = 0; i < $inputs; i++)
        {
            int k = $weights + 2 * (o * $inputs + i);
            z = fma(parameters[k], x[2 * i], fma(-parameters[k + 1], x[2 * i + 1], z));
        }
        result[o] = $value;
    }
}
