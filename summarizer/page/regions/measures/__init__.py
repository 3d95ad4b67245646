"""What each line and the lines around it say of its region, as columns of numbers; `features` names them."""
