// Real to complex: a real affine map, then the wavelet. Results alternate real and imaginary parts.
$head
{
    for (int o = 0; o < $outputs; o++)
    {
        float z = $bias;
        for (int i = 0; i < $inputs; i++) z = fma(parameters[$weights + o * $inputs + i], x[i], z);
        float psi[2];
        $wavelet(z, 0.0f, psi);
        result[2 * o] = psi[0];
        result[2 * o + 1] = psi[1];
    }
}
