            for (int r = 0; r < $count; r++)
            {
                const real z = ROW(own, $row + r), p = $value;
                const real t = LOAD(targets + in_batch($outputs, $output + r, sample));
                loss += is_there ? $loss : R(0.0f);
                ROW(own, $gradient_row + r) += is_there ? $loss_slope * R($scale) * $slope : R(0.0f);
            }
