    // Outputs $first to $last - 1 of a real layer, $block sums at once. W has rows of $inputs numbers.
    for (int o = $first; o < $last; o += $block)
    {
        @real a#_% = R($bias);
        __global const float *w = parameters + $weights + o * $inputs;
        for (int i = 0; i < $inputs; i++)
        {
            @const real x% = x[i * STRIDE + % * LANES];
            @const real w# = R(w[# * $inputs + i]);
            @a#_% = fma(w#, x%, a#_%);
        }
        @$store(a#_%, rows + % * LANES, o + #);
    }
