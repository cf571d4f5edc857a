// Complex to complex: a complex affine map, then the wavelet. Real and imaginary parts alternate everywhere.
$head
{
    for (int o = 0; o < $outputs; o++)
    {
        float re = $bias;
        float im = $imaginary_bias;
        for (int i = 0; i < $inputs; i++)
        {
            int k = $weights + 2 * (o * $inputs + i);
            re = fma(parameters[k], x[2 * i], fma(-parameters[k + 1], x[2 * i + 1], re));
            im = fma(parameters[k], x[2 * i + 1], fma(parameters[k + 1], x[2 * i], im));
        }
        float psi[2];
        $wavelet(re, im, psi);
        result[2 * o] = psi[0];
        result[2 * o + 1] = psi[1];
    }
}
