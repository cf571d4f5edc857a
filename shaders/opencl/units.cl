// Gaussian units as a product: the exponents are W [F; F o F] + c with W = [b o m, -b / 2] and c = -sum b m m / 2, with
// m centres and b = exp(log precision). W and c stand behind the parameters, a row per unit.
static void ${name}_prepare(int unit, __global float *parameters)
{
    __global const float *center = parameters + $centers + unit * $inputs;
    __global float *row = parameters + $rows + unit * 2 * $inputs;
    float offset = 0.0f;
    for (int i = 0; i < $inputs; i++)
    {
        const float precision = $precision, slope = precision * center[i];
        row[i] = slope;
        row[$inputs + i] = -0.5f * precision;
        offset += -0.5f * slope * center[i];
    }
    parameters[$offsets + unit] = offset;
}
