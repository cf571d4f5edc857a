    // Outputs $first to $last - 1: real parts of a complex map. Parts of x and W alternate.
    for (int o = $first; o < $last; o += $block)
    {
        @real a#_% = R($bias);
        __global const float *w = parameters + $weights + 2 * o * $inputs;
        for (int i = 0; i < $inputs; i++)
        {
            @const real x% = x[2 * i * STRIDE + % * LANES];
            @const real y% = x[(2 * i + 1) * STRIDE + % * LANES];
            @const real w# = R(w[2 * (# * $inputs + i)]);
            @const real v# = R(w[2 * (# * $inputs + i) + 1]);
            @a#_% = fma(w#, x%, fma(-v#, y%, a#_%));
        }
        @$store(a#_%, rows + % * LANES, o + #);
    }
