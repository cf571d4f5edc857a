// From the gradients of W and c to those of centres and log precisions: dm = b (g1 - m e),
// db = b (m (g1 - m e / 2) - g2 / 2).
static void ${name}_tie(int unit, __global const float *parameters, __global float *gradients)
{
    __global const float *row = gradients + $rows + unit * 2 * $inputs, *made = parameters + $rows + unit * 2 * $inputs;
    const float e = gradients[$offsets + unit];
    for (int i = 0; i < $inputs; i++)
    {
        const int place = unit * $inputs + i;
        const float precision = -2.0f * made[$inputs + i], center = parameters[$centers + place];
        gradients[$centers + place] = precision * (row[i] - center * e);
        gradients[$precisions + place] =
            precision * (center * (row[i] - 0.5f * center * e) - 0.5f * row[$inputs + i]);
    }
}
