// A real layer: W has $outputs rows of $inputs numbers.
$head
{
    for (int o = 0; o < $outputs; o++)
    {
        float z = $bias;
        for (int i = 0; i < $inputs; i++) z = fma(parameters[$weights + o * $inputs + i], x[i], z);
        result[o] = $value;
    }
}
