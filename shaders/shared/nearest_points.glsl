// The numbers of the $neighbors of $points points that are nearest to x, nearest first. The points stand in the order of
// a left-balanced k-d tree: the children of point i are 2i + 1 and 2i + 2, and depth l splits axis l mod $dimensions
// (Wald 2022, A Stack-Free Traversal Algorithm for Left-Balanced k-d Trees).
$head
{
    float square[$neighbors];
    for (int k = 0; k < $neighbors; k++)
    {
        square[k] = 3.0e38f;
        result[k] = 0.0f;
    }
    int point = 0, last = -1, axis = 0;
    while ($more)
    {
        int up = (point + 1) / 2 - 1;
        if (point >= $points)
        {
            last = point;
            point = up;
            axis = (axis + $dimensions - 1) % $dimensions;
            continue;
        }
        if (last < point)
        {
            float d = 0.0f;
            for (int j = 0; j < $dimensions; j++)
            {
                float offset = x[j] - parameters[$first + point * $dimensions + j];
                d = fma(offset, offset, d);
            }
            float number = point;
            for (int i = 0; i < $neighbors; i++)
            {
                bool nearer = d < square[i] || (d == square[i] && number < result[i]);
                float d_out = nearer ? square[i] : d, number_out = nearer ? result[i] : number;
                square[i] = nearer ? d : square[i];
                result[i] = nearer ? number : result[i];
                d = d_out;
                number = number_out;
            }
        }
        float plane = x[axis] - parameters[$first + point * $dimensions + axis];
        int close = 2 * point + (plane > 0.0f ? 2 : 1), other = 4 * point + 3 - close;
        bool reaches = plane * plane <= square[$neighbors - 1];
        int next = last == close ? (reaches ? other : up) : last == other ? up
            : close < $points ? close : reaches ? other : up;
        axis = next == up ? (axis + $dimensions - 1) % $dimensions : (axis + 1) % $dimensions;
        last = point;
        point = next;
    }
}
