// Gaussian units over $inputs features, $units of them, and a linear map.
$head
{
    for (int o = 0; o < $outputs; o++) result[o] = parameters[$bias + o];
    for (int n = 0; n < $units; n++)
    {
        float q = 0.0f;
        for (int i = 0; i < $inputs; i++)
        {
            float d = x[i] - parameters[$centers + n * $inputs + i];
            q = fma($precision * d, d, q);
        }
        float unit = $response;
        for (int o = 0; o < $outputs; o++) result[o] = fma(parameters[$weights + o * $units + n], unit, result[o]);
    }
}
